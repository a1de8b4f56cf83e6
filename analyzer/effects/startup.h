/* Code that only runs before the loop does: it refuses where a variable is set that the program
 * sets before it starts the loop, or the thread that runs it, and never takes back.
 *
 * Looks at variables of file scope that are only ever given numbers other than zero, and at calls
 * that run a loop. Made on demand by who asks; lives in the arena that it is given.
 */
#ifndef EFFECTS_STARTUP_H
#define EFFECTS_STARTUP_H

#include "contexts/context.h"

struct startup;

struct startup *startup_new(struct arena *arena, const struct contexts *c);
/* Does the event of function N run only before every loop of the program? */
bool startup_only(struct startup *s, struct node_id n, uint32_t event);

#endif
