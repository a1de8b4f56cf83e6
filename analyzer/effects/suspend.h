/* Where tasks give way and where they can be cancelled: suspension points and cancellation points,
 * in a function itself or further down through calls, each with a witness.
 *
 * Computed bottom-up from the packs' `coroutines.suspend` and `cancellation.points`, and from the
 * mark NOSTALL_SUSPENDS. Where cancellation is kept out (effects/cancel/cancelstate.h) a point is
 * not cancellable. Where a guard says that the code is in no coroutine, nothing suspends. A call
 * through a field or variable suspends if a function stored there does.
 */
#ifndef EFFECTS_SUSPEND_H
#define EFFECTS_SUSPEND_H

#include "effects/cancel/cancelstate.h"

struct suspension {
    struct node_id node;
    uint32_t event;                  /* the call or macro in NODE, or the scope exit */
    const struct suspension *down;   /* in the callee; NULL: this is the point itself */
    struct node_id callee;           /* FACTS_NONE: a macro, or without a known function */
    const struct rule_suspend *rule; /* of the point itself; NULL: a mark */
    const struct pack *pack;         /* the framework; NULL: a mark */
    enum certainty certainty;        /* depends: some step is a call of one of several functions */
    struct program_set
        programs;  /* those of the database that all functions of the way are part of */
    bool switches; /* other coroutines run meanwhile */
    bool cancellable;
    bool let_in;        /* cancellation was let in on the way, whatever it was in NODE's caller */
    bool guess;         /* some step is a call through a pointer to many, of which few wait */
    bool asks;          /* some step stands where a guard says that this is a coroutine */
    struct needs needs; /* of NODE's parameters */
    uint32_t depth;     /* calls above the point */
};

typedef VEC(const struct suspension *) suspension_vec;

struct suspends;

struct suspends *suspends_new(const struct contexts *c, const struct aval_context *values,
                              const struct cancelstates *states);
void suspends_free(struct suspends *s);
/* The suspension that the call (or macro, or scope exit) EVENT of function N may lead to, the
 * nearest one; NULL: no coroutine gives way there. */
const struct suspension *suspend_of_call(const struct suspends *s, struct node_id n,
                                         uint32_t event);
/* The same for a whole function. */
const struct suspension *suspend_of_function(const struct suspends *s, struct node_id n);
/* All kinds of points that the event leads to: for each framework the nearest one that is
 * cancellable, and the nearest that only suspends. Into ARENA. */
void suspend_points(const struct suspends *s, struct arena *arena, struct node_id n, uint32_t event,
                    suspension_vec *ret_points);
/* Those of a whole function; as long as S. */
const suspension_vec *suspend_kept(const struct suspends *s, struct node_id n);
/* Has the function points of any kind? */
bool suspend_any(const struct suspends *s, struct node_id n);
/* Do the conditions of a rule hold for the call EVENT of function N? */
enum tri suspend_when(const struct suspends *s, const condition_any *when, struct node_id n,
                      uint32_t event);
/* The point itself at the end of the path. */
const struct suspension *suspend_end(const struct suspension *s);
/* Name of the function or macro that is the point. */
const char *suspend_name(const struct program *p, const struct suspension *s);

#endif
