/* Code that the process comes to only on its way to its end: what only crash reports call. What is
 * lost there nobody misses.
 *
 * Code leads there when only what never returns follows it (link/live), in each of its callers or
 * theirs, or where the handler of a fault (rules/FORMAT.md, `crash_signals`) is the only one that
 * comes to it. What others may call, because its address is taken or nobody calls it here, runs at
 * any time.
 */
#ifndef EFFECTS_CANCEL_ENDING_H
#define EFFECTS_CANCEL_ENDING_H

#include "contexts/context.h"

/* By node, in ARENA: does the function run only then? */
bool *ending_find(const struct contexts *c, struct arena *arena);

#endif
