/* Resources: what calls acquire, what they release, and what becomes of what they are given. Locks
 * are in effects/locks.h.
 *
 * From the packs' `resources` and `borrows`, and bottom-up for the program's own
 * functions: a wrapper that returns what it acquired acquires, one that releases its parameter
 * releases, one that stores it keeps it. Built once for the program; read by the checks of
 * cancellation.
 */
#ifndef EFFECTS_RESOURCES_H
#define EFFECTS_RESOURCES_H

#include "contexts/context.h"

enum acquired_where {
    ACQUIRED_RESULT, /* the call's result */
    ACQUIRED_OUT,    /* written to what argument ARG points to */
    ACQUIRED_ARG,    /* argument ARG is itself what is held: a reference */
    ACQUIRED_ANONYMOUS,
};

struct acquisition {
    uint32_t event; /* the call */
    const struct rule_resource *rule;
    enum acquired_where where;
    uint32_t arg;
    bool through_wrapper; /* a function of the program does it */
};
typedef VEC(struct acquisition) acquisition_vec;

/* What a call does with something that it is given. */
enum fate {
    FATE_BORROWED, /* nothing: it is the caller's as before */
    FATE_UNKNOWN,
    FATE_KEPT, /* stored somewhere */
    FATE_RELEASED,
};

struct resources;

struct resources *resources_new(const struct contexts *c, const struct aval_context *values);
void resources_free(struct resources *r);
/* What the call EVENT of function N acquires. Into ARENA. */
void resources_acquired(const struct resources *r, struct arena *arena, struct node_id n,
                        uint32_t event, acquisition_vec *ret);
/* What the call EVENT does with argument number ARG. */
enum fate resources_fate(const struct resources *r, struct node_id n, uint32_t event, uint32_t arg);
/* What the call does with what argument number ARG points to: `&p` and p, `&conn` and conn.fd.
 * INSIDE: with what is in a field of it. */
enum fate resources_fate_of_target(const struct resources *r, struct node_id n, uint32_t event,
                                   uint32_t arg, bool inside);
/* Does the call release A by itself, whatever it is given: an anonymous one? */
bool resources_ends(const struct resources *r, struct node_id n, uint32_t event,
                    const struct acquisition *a);
/* Does FUNCTION, called with a pointer, release it, what it points to, or something that a global
 * variable has? For handlers. */
bool resources_releases(const struct resources *r, struct node_id function);

#endif
