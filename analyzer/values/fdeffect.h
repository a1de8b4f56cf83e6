/* What one call does to descriptors and streams: which it makes, which it changes.
 *
 * What packs say of the call, and which descriptors functions change for their callers, needs no
 * state and is found once, bottom-up. Where a parameter of the calling function decides what is
 * made (`socket(AF_INET, SOCK_STREAM | more, 0)`), the result is a *symbol*, which each caller of
 * that function decides by its own arguments, or hands on. Private to the tracking of descriptors.
 */
#ifndef VALUES_FDEFFECT_H
#define VALUES_FDEFFECT_H

#include "values/fdcell.h"

enum fd_change { /* bits: what a call does to an argument, a function to its parameter */
                 FD_SETS = 1,   /* makes it non-blocking */
                 FD_UNSETS = 2, /* makes it blocking */
                 FD_SETS_BELOW = 4,
                 FD_UNSETS_BELOW = 8, /* likewise, what it points to */
                 FD_LOSES = 16,       /* may be changed by code that is not seen */
};

/* A change where WHEN is not zero, and another one where it is: `fd_nonblock(fd, on)`. A term of
 * the function's own parameters. */
struct fd_change_if {
    uint32_t arg; /* of the call, or parameter of the function */
    struct term_id when;
    uint8_t yes, no; /* enum fd_change */
};

/* One argument, a handle, is from then on as the descriptor that is the other: `SSL_set_fd(ssl,
 * fd)`.
 */
struct fd_attach {
    uint32_t handle, of; /* FACTS_NONE: none */
};

struct fdeffect {
    bool by_packs;        /* they know the call: no other knowledge of it counts */
    struct fdcell result; /* empty: none known */
    uint32_t result_of;   /* argument whose descriptor it copies, FACTS_NONE: none */
    uint32_t like; /* argument that it copies where that surely is of kind LIKE_KIND, FACTS_NONE */
    enum fd_kind like_kind;
    struct path_id out; /* descriptor written through this address, FACTS_NONE none */
    struct fdcell out_cell;
    const uint8_t *changes; /* by argument: enum fd_change */
    uint32_t change_len;    /* of those behind it: none, or */
    bool loses_all;
    VEC(struct fd_change_if) ifs;
    struct fd_attach attach;
};

struct fdeffects {
    struct arena *arena;
    const struct bodies *bodies;
    struct aval_context plain; /* without descriptors: for the packs' conditions on flags */
    struct solver *order;      /* of the functions, by written calls */
    struct fdeffect **at;      /* by node, by event; without results of callees. NULL: none */
    struct symbols *symbols;
};

/* What a macro of that name gives, as the packs say; 0: nothing. */
uint32_t fdeffect_macro(const struct fdeffects *e, struct str macro);
struct fdeffects *fdeffects_new(const struct bodies *b, const struct texts *texts);
void fdeffects_free(struct fdeffects *e);

/* Of the call EVENT; NULL: it does nothing, as far as is known without its callee's result. */
static inline const struct fdeffect *fdeffect_find(const struct fdeffects *e, struct node_id n,
                                                   uint32_t event)
{
    return e->at[n.i] ? &e->at[n.i][event] : NULL;
}

static inline uint8_t fdeffect_change(const struct fdeffect *e, uint32_t arg)
{
    return arg < e->change_len ? e->changes[arg] : e->loses_all ? FD_LOSES : 0;
}

/* What packs say of a variable, as stderr; 0: nothing. */
uint32_t fdeffect_variable(const struct fdeffects *e, const struct slot *slot);

/* The path that the call makes non-blocking, or blocking, by its argument K: the argument, or what
 * it points to. FACTS_NONE: none. */
struct path_id fdeffect_set(const struct fdeffects *e, struct node_id n,
                            const struct event_call *call, const struct fdeffect *effect,
                            uint32_t k, bool *ret_nonblocking);

/* The same of a change that is known. */
struct path_id fdeffect_target(const struct fdeffects *e, struct node_id n,
                               const struct event_call *call, uint8_t change, uint32_t k);

/* ---- symbols ---- */

/* YES where the term is not zero, NO where it is: modes of a descriptor, FD_MAY_*. */
uint32_t fdsymbol_choice(struct fdeffects *e, struct term_id when, uint32_t yes, uint32_t no);
bool fdsymbol_is_choice(const struct fdeffects *e, uint32_t symbol);
/* The descriptor that the caller gave as this parameter. */
uint32_t fdsymbol_param(struct fdeffects *e, uint32_t param);
bool fdsymbol_is_param(const struct fdeffects *e, uint32_t symbol, uint32_t *ret_param);
/* What a call that a parameter decides makes, where nobody asks the caller. */
uint32_t fdsymbol_otherwise(const struct fdeffects *e, uint32_t symbol);
/* What it makes for the caller that gives these arguments: maybe a symbol of its own. No parameter.
 */
struct fdcell fdsymbol_bind(struct fdeffects *e, uint32_t symbol, const struct aval *args,
                            uint32_t arg_len);

#endif
