/* The set that a wait is written to wait for: the descriptors that the function puts into it.
 *
 * It is known where each of them stands in the function and is put there once for every time that
 * the wait is made: into a variable of the function's own that nothing else fills, at a place of
 * its own or, where places are counted, into a set that is built anew for each wait. What is put
 * there in a loop grows with something else.
 */
#ifndef CONTEXTS_WAITSET_H
#define CONTEXTS_WAITSET_H

#include "ir/order.h"
#include "link/body.h"

struct wait_entry {          /* a descriptor */
    struct str text;         /* as it is written */
    const struct path *path; /* of the function: where it is taken from; NULL: from no variable */
};

struct wait_set {
    bool known;
    VEC(struct wait_entry)
    entries;      /* distinct ones; without the process's streams (rules: standard) */
    bool streams; /* some of those are in it, too */
};

struct wait_call { /* a call that waits, and by which rule */
    const struct bodies *b;
    struct arena *arena;
    const struct call *call;
    const struct function *fn;
    const struct rule_wait *rule;
};

/* The set in argument ARRAY, of as many entries as argument NUMBER says; or, where the rule names a
 * macro that adds to sets, in all arguments. */
struct wait_set wait_set_written(const struct wait_call *w, uint32_t array, uint32_t number);
/* Puts a descriptor into the set: both of a choice, none for a negative number. */
void wait_set_add(const struct wait_call *w, struct wait_set *set, struct value_id descriptor);
/* Is what PATH of function N holds an end of what a child is talked to through: part of a local
 * variable that a call which starts a process fills in, or of one that is made a pipe where the
 * function itself starts a process? */
bool wait_is_of_child(const struct bodies *b, struct arena *scratch, struct node_id n,
                      const struct path *path);
/* Are all descriptors of the set such ends? */
bool wait_set_is_children(const struct wait_call *w, const struct wait_set *set);

#endif
