/* Addresses that outlive their frame: which calls hand the address of a local variable to a task, a
 * request or a handle of a loop that can go on using it after the function has returned.
 *
 * The packs say which arguments are kept, and until when. A project's own function that hands a
 * parameter on to such a call keeps it too. Nothing escapes where every path waits (runs the loop,
 * joins, suspends until it is done, loops until a field of the variable changes) or takes it back
 * before it leaves the function. Built by the check that asks.
 */
#ifndef EFFECTS_TASKS_ESCAPES_H
#define EFFECTS_TASKS_ESCAPES_H

#include "effects/suspend.h"
#include "effects/tasks/frame.h"

struct escape {
    struct node_id node;
    uint32_t event;               /* the call that hands it over */
    struct pointee what;          /* the local variable */
    const struct rule_keep *rule; /* of the call at the end */
    struct node_id callee;        /* the project's own function that hands it on, FACTS_NONE none */
    uint32_t param;               /* of that */
    bool inside;                  /* its address is in an object that is handed over */
    struct path_id stored;        /* there */
    struct loc left_at;           /* where the function is left while it is in use */
};
typedef VEC(struct escape) escape_vec;

struct escapes;

struct escapes *escapes_new(const struct contexts *c, const struct aval_context *values,
                            const struct suspends *s);
void escapes_free(struct escapes *e);
/* Those of function N, into ARENA. */
void escapes_of(struct escapes *e, struct arena *arena, struct node_id n, escape_vec *ret);
/* The next step of the way: the call in the function that X's call calls. False: X's is the last.
 */
bool escape_below(const struct escapes *e, const struct escape *x, struct escape *ret);

#endif
