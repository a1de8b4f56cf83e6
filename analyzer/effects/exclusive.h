/* Code that runs while all other threads of the framework stand still: behind a call that a lock of
 * kind `exclusive` in the packs takes, in the function itself or in all that call it. Made on
 * demand by who asks; lives in the arena that it is given.
 */
#ifndef EFFECTS_EXCLUSIVE_H
#define EFFECTS_EXCLUSIVE_H

#include "effects/locks.h"

struct exclusive;

struct exclusive *exclusive_new(struct arena *arena, const struct contexts *c,
                                const struct locks *locks);
/* Do all others stand still whenever the event of function N runs? */
bool exclusive_at(struct exclusive *x, struct node_id n, uint32_t event);

#endif
