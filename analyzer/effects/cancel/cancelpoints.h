/* Cancellation points of functions: where a task that runs there can be cancelled, what happens
 * then, and how it shows.
 *
 * From effects/suspend.h and the packs' `cancellation`, for functions that run in tasks which can
 * be cancelled: coroutines, and threads of programs that cancel threads. A helper of the program
 * reports cancellation if what it returns then differs from what it returns otherwise. Built once;
 * read by the checks of cancellation.
 */
#ifndef EFFECTS_CANCEL_CANCELPOINTS_H
#define EFFECTS_CANCEL_CANCELPOINTS_H

#include "effects/bodywalk.h"
#include "effects/cancel/cancelled.h"
#include "effects/suspend.h"

struct cancel_point {
    uint32_t event;
    const struct suspension *suspension; /* how it is reached */
    const struct pack *pack;             /* the framework */
    enum cancel_model model;             /* of it; never none */
    const struct cancelled_run *run; /* of the function, in threads that are cancelled; NULL: the
                                        framework does not tell them apart */
    bool unsure;   /* it is not known whether the function's thread is one that is cancelled */
    uint8_t fails; /* error model: signs of the call's result when cancelled; 0: it does not tell */
    bool may_tell; /* what the call returns may show it, though not surely */
    bool tells; /* the wait itself reports it, if not to this function; false: it only ends early */
};

/* Of one function. */
struct cancel_points {
    struct cancel_point *at;
    uint32_t len;
    uint32_t *of_event; /* by event: first of its points plus one; 0: none */
};

struct cancels;

struct cancels *cancels_new(const struct contexts *c, const struct aval_context *values,
                            const struct suspends *s, const struct cancelstates *states);
void cancels_free(struct cancels *c);
/* All cancellation points of function N that count, in ARENA. False: it has none. */
bool cancels_of_function(const struct cancels *c, struct arena *arena, struct node_id n,
                         struct cancel_points *ret);
/* May the function run in a task of the framework that can be cancelled? */
bool cancels_apply(const struct cancels *c, struct node_id n, const struct pack *pack,
                   bool switches);

/* Does the call give the operation POINT of N, or the helper that it is in, a place for an error?
 */
bool cancels_takes_error(const struct cancels *c, struct node_id n,
                         const struct cancel_point *point);

/* In function N of a task whose operation POINT reported cancellation: which way does the
 * condition go? *RET_ASKED: it asks for cancellation itself. */
enum walk_branch cancels_decide(const struct cancels *c, struct node_id n, const struct walk *w,
                                const struct walk_state *s, const struct cond *cond,
                                const struct cancel_point *point, bool *ret_asked);
/* Does the call EVENT of N, in a task that was cancelled, never come back? */
bool cancels_ends(const struct cancels *c, struct node_id n, uint32_t event);
/* Does the call EVENT keep cancellation away from here on (TRUE), or let it in again (FALSE)? */
enum walk_branch cancels_shield(const struct cancels *c, struct node_id n, uint32_t event);
/* The signs that a result has where the call did not fail. */
uint8_t cancels_success(const struct cancel_point *p);

#endif
