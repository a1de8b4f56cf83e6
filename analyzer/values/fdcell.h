/* What is known of a descriptor or stream at one place: a set of what it may be, over all ways that
 * lead there and all stores that may have filled it. Sets only grow while the answer is looked for,
 * so that it depends on no order; what a set means is asked at the end.
 *
 * A *symbol* in it stands for what the function's callers decide: see values/fdeffect.h. Private to
 * the tracking of descriptors.
 */
#ifndef VALUES_FDCELL_H
#define VALUES_FDCELL_H

#include "values/aval.h"

#define FD_MAY_NOT_BLOCK 1U
#define FD_MAY_BLOCK 2U
#define FD_MAY_BE_ANY 4U
#define FD_MAY_BE_ANY_ELSEWHERE 8U /* an unknown store into a field or variable that is shared */
#define FD_KIND_ANY 16U
#define FD_MIXED 32U /* symbols that differ were joined: no other is taken in */
#define FD_KINDS_AT 8U
#define FD_KINDS (~0U << FD_KINDS_AT | FD_KIND_ANY)
#define FD_ANY (FD_MAY_BE_ANY | FD_KIND_ANY)

struct fdcell {
    uint32_t may;    /* FD_MAY_*, FD_KIND_ANY and kinds; 0 without symbol: nothing leads here */
    uint32_t symbol; /* 0 none */
    uint32_t either; /* what blocked was made non-blocking where a parameter says so: the symbol
                        that stands for it together with the way around that; 0 none */
};

static inline uint32_t fdcell_kind(enum fd_kind kind)
{
    return 1U << (FD_KINDS_AT + (unsigned)kind);
}

static inline struct fdcell fdcell_of(uint32_t may)
{
    return (struct fdcell){.may = may};
}

static inline bool fdcell_is(struct fdcell a, struct fdcell b)
{
    return a.may == b.may && a.symbol == b.symbol && a.either == b.either;
}

static inline bool fdcell_empty(struct fdcell c)
{
    return !c.may && !c.symbol;
}

#define FD_MODES (FD_MAY_NOT_BLOCK | FD_MAY_BLOCK | FD_MAY_BE_ANY | FD_MAY_BE_ANY_ELSEWHERE)

/* Is B what A, made non-blocking where a parameter says so, is where it does not, or the same? */
static inline bool fdcell_is_other_way(struct fdcell a, struct fdcell b)
{
    bool blocks = (b.may & FD_MODES) == FD_MAY_BLOCK && !b.symbol;
    bool same = b.either == a.either && (b.symbol == a.either || !b.symbol);
    return a.either && (blocks || (same && (a.symbol || b.symbol)));
}

/* Two symbols that differ may be all things, which no symbol adds to. */
static inline struct fdcell fdcell_join(struct fdcell a, struct fdcell b)
{
    uint32_t may = a.may | b.may;
    if (fdcell_is_other_way(a, b) || fdcell_is_other_way(b, a)) {
        uint32_t either = a.either ? a.either : b.either;
        return (struct fdcell){may & ~FD_MODES, either, either};
    }
    if (a.symbol && b.symbol && a.symbol != b.symbol)
        may |= FD_MIXED | FD_MAY_NOT_BLOCK | FD_MAY_BLOCK | FD_ANY;
    bool empty = !a.may && !a.symbol, same = a.either == b.either || (!b.may && !b.symbol);
    return (struct fdcell){may,
                           may & FD_MIXED ? 0
                           : a.symbol     ? a.symbol
                                          : b.symbol,
                           empty  ? b.either
                           : same ? a.either
                                  : 0};
}

/* A set that no symbol is in, as its reader is told. What is not known of other stores into a
 * shared variable does not speak against one that makes it non-blocking: programs keep one mode. */
static inline void fdcell_tell(uint32_t may, struct aval *ret_value)
{
    uint32_t kinds = may >> FD_KINDS_AT;
    bool quiet = may & FD_MAY_NOT_BLOCK, waits = may & FD_MAY_BLOCK, any = may & FD_MAY_BE_ANY,
         other = may & FD_MAY_BE_ANY_ELSEWHERE;
    ret_value->fd = FD_UNKNOWN;
    if (quiet && !waits && !any)
        ret_value->fd = FD_NONBLOCKING;
    else if (waits && !quiet && !any && !other)
        ret_value->fd = FD_BLOCKING;
    ret_value->fd_kind_known =
        kinds && !(kinds & (kinds - 1)) && !(may & FD_KIND_ANY) && (!other || quiet);
    ret_value->fd_kind = (enum fd_kind)0;
    for (uint32_t k = 0; ret_value->fd_kind_known && k < 32 - FD_KINDS_AT; k++)
        if (kinds >> k & 1)
            ret_value->fd_kind = (enum fd_kind)k;
}

#endif
