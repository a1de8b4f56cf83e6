/* Whether cancellation is let in where an event runs: what calls of a pack's `shield` leave behind,
 * in a function itself, and through the wrappers that it calls.
 *
 * Seen from the start of the function: as its caller had it, let in, or kept away. A shield that is
 * set to a variable restores what was before the call that wrote to this variable, else what was
 * before the last change. Built once, bottom-up; read by suspend and by cancelpoints.
 */
#ifndef EFFECTS_CANCEL_CANCELSTATE_H
#define EFFECTS_CANCEL_CANCELSTATE_H

#include "contexts/context.h"

enum cancel_states { /* bits */
                     CANCEL_AS_CALLED = 1,
                     CANCEL_LET_IN = 2,
                     CANCEL_KEPT_OUT = 4,
                     CANCEL_RESTORED =
                         8, /* as the caller had it before its last change; nobody said which */
};

struct cancelstates;

struct cancelstates *cancelstates_new(const struct contexts *c, const struct aval_context *values);
void cancelstates_free(struct cancelstates *s);
/* The states for tasks of PACK before event EVENT of function N, on all ways there; 0: none leads
 * there. */
uint8_t cancelstates_at(const struct cancelstates *s, const struct pack *pack, struct node_id n,
                        uint32_t event);
/* What the event itself leaves behind, for tasks of any pack: AS_CALLED where it changes nothing.
 */
uint8_t cancelstates_behind(const struct cancelstates *s, struct node_id n, uint32_t event);

#endif
