/* Signals with which a person tells the process to do something (rules/FORMAT.md,
 * `operator_signals`), or which a fault of its own raises (`crash_signals`): where the program
 * spells one, and which of its functions handle nothing else.
 *
 * A signal is known by its name, never by its number: 1 is many things. Made once per program; in
 * the arena that it is given.
 */
#ifndef CONTEXTS_SIGNALS_H
#define CONTEXTS_SIGNALS_H

#include "link/flow.h"

struct signal_name {
    struct str name;
    const char *does; /* "reload"; NULL: each program does something else then */
};

struct handler {                      /* of signals */
    const struct signal_name *signal; /* one of the kind; NULL: it is installed for none */
    bool other; /* it may be installed for others too, or is called by the program */
};

struct signals {
    struct arena *arena;
    const struct bodies *bodies;
    struct flow *flow;
    VEC(struct signal_name) all;
    struct handler *handlers; /* by node */
};

enum signals_which { SIGNALS_OPERATOR, SIGNALS_CRASH };

/* With what signals of a kind the enabled packs name; handlers come later. */
struct signals *signals_new(struct arena *arena, const struct bodies *b, struct flow *flow,
                            enum signals_which which);
/* Who is installed with signal(), sigaction() and the like. */
void signals_find_handlers(struct signals *s);

/* The signal of that name, NULL none. */
const struct signal_name *signal_named(const struct signals *s, struct str name);
/* The one that value V of function N is spelled as, also where a variable was given it. */
const struct signal_name *signal_spelled(const struct signals *s, struct node_id n,
                                         struct value_id v);
/* The one that argument number ARG of the call is for the function that SOURCE hands over: where a
 * wrapper of the program's own hands on both, what its caller gives. */
const struct signal_name *signal_of_call(const struct signals *s, struct node_id n, uint32_t event,
                                         int32_t arg, const struct flow_source *source);
/* The one whose name the call hands to a function of the program that installs a handler for what
 * it is given, itself or further down; NULL: none. */
const struct signal_name *signal_caught(const struct signals *s, const struct call *call);
/* The one that the object which SOURCE stores a function in gets in FIELD, in the same function. */
const struct signal_name *signal_of_object(const struct signals *s, struct str field,
                                           const struct flow_source *source);

#endif
