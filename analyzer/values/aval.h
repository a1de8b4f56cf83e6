/* Abstract values: what is known of an argument at a call, and whether a rule's condition holds for
 * it.
 *
 * A value that is a parameter of the function stays symbolic (AVAL_PARAM), so that a summary of the
 * function can be decided at each of its callers: aval_bind puts the caller's argument in its
 * place.
 */
#ifndef VALUES_AVAL_H
#define VALUES_AVAL_H

#include "values/texts.h"

enum aval_kind {
    AVAL_UNKNOWN,
    AVAL_INT,
    AVAL_NULL,
    AVAL_STRING,
    AVAL_FUNCTION,
    AVAL_ADDRESS,
    AVAL_PARAM,
    AVAL_TERM, /* something made of parameters: term */
};

enum fd_state { FD_UNKNOWN, FD_NONBLOCKING, FD_BLOCKING };

#define OBJECT_NONE UINT64_MAX

struct aval {
    enum aval_kind kind;
    int64_t number;                 /* AVAL_INT */
    uint32_t param;                 /* AVAL_PARAM */
    struct term_id term;            /* what is known of the number: link/terms.h */
    struct prefix text;             /* what the string begins with; of AVAL_PARAM nothing: bound */
    struct str function;            /* AVAL_FUNCTION: name */
    const struct value_name *names; /* identifiers spelled in the argument */
    uint32_t name_len;
    enum fd_state fd;
    uint32_t fd_may, fd_symbol; /* what FD was made of; a symbol: callers decide (fdcell.h) */
    bool fd_kind_known;
    enum fd_kind fd_kind;
    bool zero, not_zero; /* points to a struct that is surely all zero / surely not */
    bool handed;         /* NODE, EVENT and VALUE are known: whose it is, */
    struct node_id node; /* AVAL_ADDRESS: the function whose path POINTEE is, */
    uint32_t event;      /* and the call of it that gets the address */
    struct value_id value;
    struct path_id pointee;
    struct term_id member; /* what callers decide of the member that a rule asks about: member.h */
    uint64_t
        object; /* what variable or field it is, OBJECT_NONE if unknown: equal objects, equal ids */
    /* values/holder.h; variables and fields are slots plus one, 0: it is not known. Of an array the
     * element, plus one, is in the bits from HOLDER_ELEMENT_AT on, if it is known */
    uint32_t holder;       /* what this is, or points to, as an object with members */
    uint32_t within;       /* the holder that OBJECT is a member of */
    uint32_t within_param; /* or the parameter that points to it, plus one: callers decide */
};

/* A program with more variables and fields than that does not tell elements apart. */
#define HOLDER_ELEMENT_AT 20U
#define HOLDER_ELEMENTS 2048

struct fdstates;
struct holders;
struct setters;

struct aval_context {
    const struct bodies *bodies;
    const struct places *places;
    const struct texts *texts;
    struct fdstates *fds; /* NULL: descriptors are not tracked (yet) */
    const struct setters *setters;
    const struct holders *holders; /* NULL: objects are not told apart */
};

/* Argument VALUE of the call EVENT in function N. */
struct aval aval_of(const struct aval_context *c, struct node_id n, uint32_t event,
                    struct value_id value);
/* All arguments of the call EVENT into RET; how many. None for other events. Of a call with more,
 * as only printf and its like have, the first (see link/params.h). */
#define AVAL_MAX_ARGS PARAMS_MAX
uint32_t aval_args(const struct aval_context *c, struct node_id n, uint32_t event,
                   struct aval *ret_args);
/* What function CALLEE is handed, of ARGS in function N. Where the two lead to each other, what is
 * made of a parameter is unknown: it changes from round to round, so that no caller's constant
 * decides it, and the terms would never end. */
void aval_hand_over(const struct aval_context *c, struct node_id n, struct node_id callee,
                    struct aval *args, uint32_t arg_len);
/* VALUE of a callee with its parameter replaced by the caller's argument. */
struct aval aval_bind(const struct aval_context *c, struct aval value, const struct aval *args,
                      uint32_t arg_len);
/* TERM of a callee likewise. */
struct term_id aval_bind_term(const struct aval_context *c, struct term_id term,
                              const struct aval *args, uint32_t arg_len);
/* Do callers decide what it is? */
static inline bool aval_is_open(const struct aval *value)
{
    return value->kind == AVAL_PARAM || value->kind == AVAL_TERM || value->fd_symbol ||
           value->member.i || prefix_is_open(value->text);
}

/* Does the condition hold for a call with these arguments? ARGS has arg_len values; those not asked
 * about may be zeroed. */
enum tri aval_any(const struct aval_context *c, const condition_any *any, const struct aval *args,
                  uint32_t arg_len);

/* One condition of a call with these arguments; without any, one about the whole program. */
enum tri aval_condition(const struct aval_context *c, const struct condition *w,
                        const struct aval *args, uint32_t arg_len);
/* Does the program make such a call as W (of op WHEN_CALLED) says? Where UNIT itself calls that
 * function, its calls decide. */
enum tri aval_called(const struct aval_context *c, const struct facts *unit,
                     const struct condition *w);

/* Can code of a callee that needs BELOW be reached with these arguments, from code that itself
 * needs OWN? Then *RET_NEEDS is what both ask of the caller's own callers. */
bool aval_needs_met(const struct aval_context *c, struct needs below, const struct aval *args,
                    uint32_t arg_len, struct needs own, struct needs *ret_needs);

/* What TERM says, and no more. */
struct aval aval_of_term(const struct aval_context *c, struct term_id term);
/* Identity of the variable or field that a path ends in. */
uint64_t aval_object(const struct program *p, struct node_id n, struct path_id path);
/* That of a parameter of N itself. */
uint64_t aval_object_param(struct node_id n, uint32_t param);
/* OBJECT of the one holder that is known, where one is. */
uint64_t aval_member(const struct aval *a);
/* Can both be the same? Not if they are members of two holders, or of two elements of one; where
 * one of these is not known, they can. */
bool aval_may_be_same(uint64_t a, uint64_t b);
/* The variable or field itself, whatever object it is a member of. */
uint64_t aval_slot_of(uint64_t object);
/* What the caller's argument ARG makes of a member of what the callee is given: it tells the
 * holder, or hands on a parameter of its own. */
void aval_bind_holder(const struct aval *arg, uint32_t *within, uint32_t *within_param);
/* Is OBJECT a parameter of N? */
bool aval_object_is_param(uint64_t object, struct node_id n, uint32_t *ret_param);

#endif
