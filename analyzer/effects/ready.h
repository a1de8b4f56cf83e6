/* Descriptors that are ready when a callback runs: the callback was registered for this very
 * descriptor being readable, so that the first read of it takes what is there and does not wait. A
 * second one can, and so can one in a loop, but for a loop that tries again what has failed.
 *
 * Packs say which argument of a registrar is the descriptor; the project's own wrappers hand theirs
 * on. Known of functions that are nothing but such callbacks: what is also called directly, or
 * handed to something else, may run without anything being there. A callback that its
 * registration's time limit may call too is expected to ask for that before it reads. The
 * descriptor is the callback's parameter, a place of file scope, a field of what the callback is
 * given (that of the object which it was registered for), or a copy of what was registered, made
 * where it was. Asked by effects/summary; lives in the arena that it is given. SCRATCH is reset by
 * each question.
 */
#ifndef EFFECTS_READY_H
#define EFFECTS_READY_H

#include "contexts/context.h"

struct ready;

struct ready_fd { /* a descriptor, as a value of a function */
    struct node_id node;
    struct value_id value;
    /* where it is a field of what NODE's parameter points to: that object, as a value of a caller;
     * of FACTS_NONE: no such, or not known further up */
    struct node_id above;
    struct value_id object;
};

static inline struct ready_fd ready_fd(struct node_id n, struct value_id value)
{
    return (struct ready_fd){.node = n, .value = value, .above = {FACTS_NONE}};
}

struct ready *ready_new(struct arena *arena, const struct contexts *c,
                        const struct aval_context *values);
/* Is FD what function N is called back for? */
bool ready_called_for(struct ready *r, struct node_id n, struct ready_fd fd);
/* Is the call EVENT of N the first that may read FD, on every way from the function's beginning? */
bool ready_first(struct ready *r, struct node_id n, uint32_t event, struct ready_fd fd);
/* May the call read FD, itself or further down? */
bool ready_may_read(struct ready *r, const struct call *call, struct ready_fd fd);
/* Only one field from the variable on? */
bool ready_own_field(const struct function *fn, const struct path *p);
/* The calls through pointers that may run N, if nothing else does; their number, 0: something else
 * does, or nothing. */
const struct call *const *ready_calls_through(const struct ready *r, struct node_id n,
                                              uint32_t *ret_len);
const struct aval_context *ready_values(const struct ready *r);
/* FD of a callee as its caller knows it: the argument of the call EVENT of N that it is, or a field
 * of what that argument points to; else the same. */
struct ready_fd ready_bind(const struct ready *r, struct node_id n, uint32_t event,
                           struct node_id callee, struct ready_fd fd);

#endif
