/* When what was handed over is in nobody's hands any more. Private to escapes. */
#ifndef EFFECTS_TASKS_ESCAPE_WAIT_H
#define EFFECTS_TASKS_ESCAPE_WAIT_H

#include "effects/tasks/escapes.h"

struct waits;

struct waits *waits_new(const struct contexts *c, const struct suspends *suspends);
void waits_free(struct waits *w);
const struct freed *waits_freed(const struct waits *w);
/* Find X's ends: how its memory can go after the call of X (FACTS_NONE: from the entry of the
 * function on), on a path that neither waits nor takes back what was handed over. */
void waits_follow(const struct waits *w, struct escape *x);

#endif
