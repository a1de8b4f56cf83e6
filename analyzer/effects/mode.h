/* Calling modes: whether a function must, may or must not be called inside a coroutine, and whether
 * it in fact runs outside of coroutines (ARCHITECTURE.md, Contexts).
 *
 * Marks give a mode; assertions, guards and calls fill it in for functions without one, across
 * units: what calls a function that must run in a coroutine, outside of any guard, must itself.
 * Each answer carries a witness. Read by the checks of coroutine contexts and by `nostall explain`.
 */
#ifndef EFFECTS_MODE_H
#define EFFECTS_MODE_H

#include "contexts/context.h"

enum mode_basis {
    MODE_UNKNOWN,      /* nothing is said: it may be called anywhere */
    MODE_BY_MARK,      /* loc: the mark */
    MODE_BY_ASSERTION, /* it returns only in (or only outside of) a coroutine */
    MODE_BY_GUARD,     /* it asks whether it is in a coroutine: MODE_EITHER */
    MODE_BY_RULE,      /* its framework forbids the call outside of coroutines */
    MODE_BY_CALL,      /* it calls, at event, something with that mode */
};

struct mode {
    enum mode_basis basis;
    enum call_mode mode;   /* MODE_EITHER where basis is MODE_UNKNOWN */
    const char *why;       /* "'f' is declared coroutine_fn here"; NULL: unknown */
    struct loc loc;        /* where */
    struct node_id callee; /* MODE_BY_CALL: what it calls; FACTS_NONE: through a marked pointer */
    uint32_t event;        /* MODE_BY_CALL */
    struct needs needs; /* MODE_BY_CALL: what its parameters must be for that call to be reached */
    bool by_rule;       /* what decides in the end is a rule about a name, no mark */
    const struct rule_word *duty; /* the mark that functions of this mode must bear; NULL: none */
};

/* That a function runs outside of coroutines. */
struct outside {
    enum certainty certainty;
    bool assumed;          /* only because nothing in the program calls it */
    const char *why;       /* where it starts: "nothing in the program calls 'f'"; else NULL */
    struct loc loc;        /* of why, or of the call */
    struct node_id caller; /* FACTS_NONE: it starts here */
};

/* A mark among the words of a declaration. */
struct mode_mark {
    enum call_mode mode;
    struct str word;              /* as it is written: "coroutine_fn" */
    const struct rule_word *rule; /* NULL: nostall.h's own */
    struct loc loc;
};

struct modes;

struct modes *modes_new(const struct contexts *c, const struct aval_context *values);
void modes_free(struct modes *m);

/* Of the function as its callers see it: its mark, else what follows from its body. */
const struct mode *mode_of(const struct modes *m, struct node_id n);
/* What follows from its body alone, also where it has a mark. */
const struct mode *mode_of_body(const struct modes *m, struct node_id n);
/* NULL: not known to run outside. */
const struct outside *mode_outside(const struct modes *m, struct node_id n);
/* The mark that it lacks: it must run in a coroutine, only does so, and its framework wants that to
 * be said. NULL: none. */
const struct rule_word *mode_missing_mark(const struct modes *m, struct node_id n);
/* Does the call (or macro) EVENT of N need a coroutine around it, where MASK contexts are possible?
 * Then *ret_mode says why: that of the callee, or of the pointer called through. */
bool mode_call_needs_coroutine(const struct modes *m, struct node_id n, uint32_t event,
                               struct mode *ret_mode);
/* Does the pointer that the call EVENT of N goes through say that no coroutine must be around it?
 */
bool mode_pointer_refuses(const struct modes *m, struct node_id n, uint32_t event,
                          struct mode *ret_mode);
/* The strongest mark of a declaration, NULL words allowed. False: none. */
bool mode_mark_of(const struct contexts *c, const word_vec *words, struct mode_mark *ret_mark);

#endif
