/* Threads that the program cancels: which functions they begin with.
 *
 * A thread is known by its handle: the variable or field that it is created into (`out` of an
 * `offload` entry), or what a call of `cancellation.current` returns, the thread that runs there.
 * A handle is followed backwards from the call that cancels: through assignments, arguments of the
 * program's functions, and what these return. Where none is found for a cancellation, any thread
 * of the program may be meant.
 */
#ifndef EFFECTS_CANCEL_CANCELTHREADS_H
#define EFFECTS_CANCEL_CANCELTHREADS_H

#include "contexts/context.h"

struct cancelled_thread {
    struct node_id entry;
    struct node_id creator; /* where it is created, or ASKS */
    uint32_t event;         /* event there */
    bool asks; /* for its own handle, or creates the thread that cancels it: nobody can before */
    struct node_id canceller;
    uint32_t cancel;             /* the call there */
    bool tied;                   /* the handle says so; else it may be this thread */
    struct program_set programs; /* those of the database in which both stand */
};
typedef VEC(struct cancelled_thread) cancelled_thread_vec;

/* Has the framework threads of its own, which a handle tells apart? */
bool cancelthreads_any(const struct pack *pack);
/* Does the program call one of the pack's calls that cancel? */
bool cancelthreads_called(const struct contexts *c, const struct pack *pack);
/* The threads that the program cancels by calls of PACK's `cancel`, into ARENA. */
void cancelthreads_find(const struct contexts *c, struct arena *arena, const struct pack *pack,
                        cancelled_thread_vec *ret);

#endif
