/* Addresses that outlive their memory: which calls hand the address of a local variable to a task,
 * a request or a handle of a loop that can go on using it after the function has returned.
 *
 * The same for memory that is freed while the loop still has the handle or request in it.
 *
 * The packs say which arguments are kept, and until when. A project's own function that hands a
 * parameter on to such a call keeps it too. Nothing escapes where every path waits (runs the loop,
 * joins, suspends until it is done, loops until a field of the variable changes) or takes it back
 * before it leaves the function. Built once, when a check asks (effects/effects.h).
 */
#ifndef EFFECTS_TASKS_ESCAPES_H
#define EFFECTS_TASKS_ESCAPES_H

#include "effects/suspend.h"
#include "effects/tasks/frame.h"

enum escape_end {
    ESCAPE_RETURN, /* the function returns, and its frame is gone */
    ESCAPE_BLOCK,  /* the block ends in which the variable is declared */
    ESCAPE_FREED,  /* what the pointer points to is freed */
    ESCAPE_ENDS,
};

struct escape {
    struct node_id node;
    uint32_t event; /* the call that hands it over; FACTS_NONE: the function itself gets it as its
                       first parameter while it is in use */
    uint32_t arg;   /* of that call */
    struct pointee what;          /* a local variable, or what a pointer points to */
    const struct rule_keep *rule; /* of the call at the end */
    struct node_id callee;        /* the project's own function that hands it on, FACTS_NONE none */
    struct needs needs;           /* what must be true of NODE's parameters for it */
    bool copied; /* what the argument points to is copied: not that, but addresses in it are kept */
    bool inside; /* its address is in an object that is handed over */
    struct path_id stored; /* there */
    struct escape_gone {
        bool found;
        struct loc at;
    } ends[ESCAPE_ENDS];     /* how its memory goes while it is in use */
    struct node_id freed_in; /* the callback that frees it; FACTS_NONE: the function itself */
};
typedef VEC(struct escape) escape_vec;

struct escapes;

struct escapes *escapes_new(const struct contexts *c, const struct aval_context *values,
                            const struct suspends *s);
void escapes_free(struct escapes *e);
/* Local variables of function N that are gone while they are in use, into ARENA. */
void escapes_of(struct escapes *e, struct arena *arena, struct node_id n, escape_vec *ret);
/* Handles and requests that are freed while they are in use, by function N or by the callback that
 * N registers with them, into ARENA. */
void escapes_freed(struct escapes *e, struct arena *arena, struct node_id n, escape_vec *ret);
/* The next step of the way: the call in the function that X's call calls. False: X's is the last.
 */
bool escape_below(const struct escapes *e, const struct escape *x, struct escape *ret);

#endif
