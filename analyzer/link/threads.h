/* Which thread runs this? Conditions that tell the loop's thread from others without a name that
 * rules know: a comparison of the current thread with a variable or a field that holds the thread
 * that runs the loop, and functions that return such a comparison.
 *
 * The thread that runs the loop is the one that noted itself there (`loop_thread = pthread_self()`)
 * in code that no thread's entry leads to: programs note the thread that sets them up and then runs
 * the loop. Or it was started to run the loop (link/handles.h). A worker that notes itself is
 * another one, and a place where some thread does, through a helper that is given whose place it
 * is, says nothing. A flag that is set where the loop's thread is noted, and nowhere else, says
 * that it is: where it does not, the loop does not run. The part of link/body that finds them;
 * private to it and to link/live. A function may also be given what it compares the current thread
 * with: `is_current(server->loop)`.
 */
#ifndef LINK_THREADS_H
#define LINK_THREADS_H

#include "link/body.h"

/* Fill B's `loop_threads` and `thread_guards`. What variables hold is known. */
void threads_find(struct bodies *b);
/* What the value, as a condition, says where it holds: GUARD_ON_LOOP, GUARD_NOT_ON_LOOP or
 * GUARD_NONE. */
enum guard_kind threads_guard(const struct bodies *b, struct node_id n, struct value_id id);
/* Are these the current thread and the one that runs the loop, in either order? */
bool threads_compares(const struct bodies *b, struct node_id n, struct value_id x,
                      struct value_id y);

#endif
