/* What an event of a loop means for the question whether the loop only waits: does it nothing but
 * look, does it sleep, or does it work? Helpers are looked into as far as LOOP_HELPERS deep. */
#ifndef CHECK_LOOP_DOING_H
#define CHECK_LOOP_DOING_H

#include "check/loop_finding.h"

#define LOOP_HELPERS 3

enum doing { DOING_NOTHING, DOING_SLEEP, DOING_WORK };

/* DEPTH: calls above function N, 0 for the loop's own. */
enum doing loop_event_does(const struct loop_visit *v, struct node_id n, uint32_t event,
                           uint32_t depth);
/* Does what has these roles (NULL: none) sleep until time has passed? */
bool loop_sleeps_by_role(const struct name_roles *r);

#endif
