/* Calls that are made once, until somebody has answered: only where a flag was found clear and is
 * set, so that the next one waits for who clears it. A byte that is written that way to a pipe, to
 * wake its reader, never fills it.
 *
 * The flag is a variable of file scope, or a field, that is tested and then set, or that a swap
 * (packs: `swaps`, `claims`) tests and sets at once. The function that sets it does not clear it.
 */
#ifndef EFFECTS_ONCE_H
#define EFFECTS_ONCE_H

#include "link/body.h"

/* Is the call EVENT of N made once? SCRATCH is for the search. */
bool once_per_flag(const struct bodies *b, struct arena *scratch, struct node_id n, uint32_t event);

#endif
