/* When a local variable that was handed over is in nobody's hands any more. Private to escapes. */
#ifndef EFFECTS_TASKS_ESCAPE_WAIT_H
#define EFFECTS_TASKS_ESCAPE_WAIT_H

#include "effects/tasks/escapes.h"

struct waits;

struct waits *waits_new(const struct contexts *c, const struct suspends *s);
void waits_free(struct waits *w);
/* Can the function be left after the call of X, on a path that neither waits nor takes back what
 * was handed over? */
bool waits_leaves(const struct waits *w, const struct escape *x, struct loc *ret_left_at);

#endif
