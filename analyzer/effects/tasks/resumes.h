/* Callbacks that resume a coroutine, and coroutines that give way until they do.
 *
 * A coroutine that hands something to a callback and then gives way goes on when somebody switches
 * back to it. Where the callback itself does so, and nobody else was told to, it has run by then:
 * what it was handed is in nobody's hands any more. Whom a coroutine wakes is not known; that it is
 * the one which waits for this very callback is a heuristic, and the reason is that nothing else
 * knows of it. So it holds only where the way into the suspension registers no other callback that
 * resumes, such as a timer beside a descriptor, and where the callback runs once: its result takes
 * it off, or there is none.
 *
 * Private to escapes.
 */
#ifndef EFFECTS_TASKS_RESUMES_H
#define EFFECTS_TASKS_RESUMES_H

#include "effects/suspend.h"

struct resumes;

struct resumes *resumes_new(const struct contexts *c, const struct suspends *s);
void resumes_free(struct resumes *r);
/* Does the call EVENT of function N register functions, each of which resumes coroutines and runs
 * once? */
bool resumes_once(const struct resumes *r, struct node_id n, uint32_t event);
/* Does a coroutine give way at the call EVENT of function N until the callback has run that the
 * call REGISTRATION of N registers? */
bool resumes_waits(const struct resumes *r, struct node_id n, uint32_t event,
                   uint32_t registration);

#endif
