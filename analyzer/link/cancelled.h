/* Which functions run in threads that the program cancels.
 *
 * A thread is one whose handle is given to a call of the pack's `cancellation.cancel`: the variable
 * or field that the thread was created into (`out` of an `offload` entry of the same pack). Where
 * that cannot be told, any thread is. A pack without such entries cancels operations: those of any
 * function. Found once for each pack that asks for it with `only_where_called`.
 */
#ifndef LINK_CANCELLED_H
#define LINK_CANCELLED_H

#include "link/context.h"

/* By node: can run in such a thread. Into ARENA. */
const bool *cancelled_find(const struct contexts *c, const struct aval_context *values,
                           struct arena *arena, const struct pack *pack);

#endif
