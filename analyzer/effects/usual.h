/* Which code of a function runs in normal use, and which only where something has gone wrong.
 *
 * A way is one of failure where a number is negative, because that is how C says that it is an
 * error or cannot be; where a call that the packs know to acquire something returned what says that
 * it has not; and where a call on a lock returned that it failed. Null alone says nothing: what is
 * not in a cache yet is null, too. What is reached by no other way is not usual. Made on demand by
 * who asks, by function; lives in the arena that it is given.
 */
#ifndef EFFECTS_USUAL_H
#define EFFECTS_USUAL_H

#include "contexts/context.h"

struct usual;

struct usual *usual_new(struct arena *arena, const struct contexts *c);
/* Does the event of function N run in normal use? */
bool usual_event(struct usual *u, struct node_id n, uint32_t event);

#endif
