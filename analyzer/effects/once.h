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

enum swap { SWAP_NONE, SWAP_GIVES_OLD, SWAP_GIVES_SUCCESS };

/* Does the value V of FN come from a swap, and what does that give? By the names in it: an atomic
 * operation is an expression, and no call. */
enum swap once_swap(const struct bodies *b, const struct function *fn, const struct value *v);
/* Is the call EVENT of N made once? SCRATCH is for the search. */
bool once_per_flag(const struct bodies *b, struct arena *scratch, struct node_id n, uint32_t event);

#endif
