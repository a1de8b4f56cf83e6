/* Joins of threads that have nothing left to do: the callback that joins one runs because this was
 * the last thing that the thread did. `uv_async_send(&w->done)` at the end of the thread, and
 * `uv_thread_join(&w->thread)` in the callback of `done`; the same with a byte in a pipe that the
 * callback is for; or a callback that the thread registers itself before it returns,
 * `g_idle_add(on_done, w)`.
 *
 * The thread is known by the field or variable with its handle, which only one function is started
 * for. The callback is given to nothing else: each place that names it registers it with a handle
 * that only the thread wakes, as its last act, or is that act. Behind it nothing may block, and no
 * function of the program runs.
 *
 * Made on demand by who asks; lives in the arena that it is given.
 */
#ifndef EFFECTS_LASTACT_H
#define EFFECTS_LASTACT_H

#include "contexts/context.h"

struct lastacts;

struct lastacts *lastacts_new(struct arena *arena, const struct contexts *c);
/* Is the call EVENT of function N such a join? */
bool lastact_joined(struct lastacts *l, struct node_id n, uint32_t event);

#endif
