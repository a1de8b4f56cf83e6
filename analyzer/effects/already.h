/* Waits for what the loop's own thread has done already: `run_on_loop(f, &x); while (!x.done)
 * wait();`, where run_on_loop calls f at once if this is the loop's thread, and hands it over if it
 * is another one. The same in one function: `if (on_loop()) do_it(s); else enqueue(s); while
 * (!s->done) wait();`.
 *
 * The wait is a loop that tests a field, or a variable of which the address is handed on, before
 * each round. All ways to it go through what is done at once on the loop's thread only: a call
 * behind a guard of which the other side is in no loop. What that does stores what is tested; that
 * it stores what the wait is for is taken for granted, since on other threads nothing else ends it.
 *
 * Made on demand by who asks; lives in the arena that it is given.
 */
#ifndef EFFECTS_ALREADY_H
#define EFFECTS_ALREADY_H

#include "contexts/context.h"

struct already;

struct already *already_new(struct arena *arena, const struct contexts *c);
/* Does the event of function N only run, on the loop's thread, while such a wait lasts? */
bool already_done(struct already *a, struct node_id n, uint32_t event);

#endif
