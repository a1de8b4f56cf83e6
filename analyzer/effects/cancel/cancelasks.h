/* Who asks whether the task was cancelled: the frameworks' predicates, and helpers of the program
 * that pass their answer on, or never return to a task that was.
 *
 * From the packs' `cancellation.tests`, bottom-up. Built once; read by
 * effects/cancel/cancelpoints.h and the checks of cancellation. Lives in the arena that it is built
 * in.
 */
#ifndef EFFECTS_CANCEL_CANCELASKS_H
#define EFFECTS_CANCEL_CANCELASKS_H

#include "effects/bodywalk.h"
#include "effects/suspend.h"

struct cancel_asks;

/* In ARENA. */
const struct cancel_asks *cancelasks_new(const struct contexts *c, const struct suspends *s,
                                         struct arena *arena);
/* Signs of what the call EVENT of N returns in a task that was cancelled; 0: that is not known.
 * *RET_ASKS: it asks for just that; g_error_matches can ask for another error. */
uint8_t cancelasks_answer(const struct cancel_asks *a, struct node_id n, uint32_t event,
                          bool *ret_asks);
/* Does the call never return to a task that was cancelled? */
bool cancelasks_ends(const struct cancel_asks *a, struct node_id n, uint32_t event);

#endif
