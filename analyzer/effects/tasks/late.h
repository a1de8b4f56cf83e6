/* What a coroutine still uses of its arguments once it has suspended, where it ran at once until
 * then. */
#ifndef EFFECTS_TASKS_LATE_H
#define EFFECTS_TASKS_LATE_H

#include "effects/suspend.h"

/* Does N use what its parameter PARAM (FACTS_NONE: any of them) points to after it has suspended,
 * or put it where others find it? True too where that cannot be told. */
bool late_use(const struct contexts *c, const struct suspends *s, struct node_id n, uint32_t param);

#endif
