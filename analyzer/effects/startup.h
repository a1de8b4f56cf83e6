/* Code that does not run while a loop does: behind a test of a place that passes before the loop
 * alone. `if (state.mode & STARTING)`, where the bit is taken away before the loop runs; `if
 * (begun) return;`, where the variable is set before.
 *
 * A test passes no more when on each way to each loop of its programs some store makes it fail,
 * none after that may make it pass, and no other code than that of the program's start has a store
 * that may. The place is a variable of file scope, or what is reached from one by fields; one whose
 * own address is handed on is not known. Who asks whether something never set is set is not meant:
 * a store must be there that makes the test fail.
 *
 * Tests are branches and switches, also through a function that only returns such a test. Made on
 * demand by who asks; lives in the arena that it is given.
 */
#ifndef EFFECTS_STARTUP_H
#define EFFECTS_STARTUP_H

#include "contexts/context.h"

struct startup;

struct startup *startup_new(struct arena *arena, const struct contexts *c,
                            const struct places *places);
/* Does the event of function N never run while one of the program's loops does? */
bool startup_only(struct startup *s, struct node_id n, uint32_t event);

#endif
