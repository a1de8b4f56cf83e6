/* Locks of threads: which ones a call takes, and which it gives back, also through the program's
 * own functions for it.
 *
 * From the packs' `locks`, bottom-up. A lock is known by the variable or field that it is
 * (aval_object); one that no argument names by its rule.
 */
#ifndef EFFECTS_LOCKS_H
#define EFFECTS_LOCKS_H

#include "contexts/context.h"

typedef VEC(uint64_t) lock_set; /* aval objects, each once */

struct locks;

struct locks *locks_new(const struct contexts *c, const struct aval_context *values);
void locks_free(struct locks *l);
/* The locks that the event (a call, or a scope exit) takes, or with RELEASE gives back: added to
 * RET_SET, in ARENA. */
void locks_of(const struct locks *l, struct arena *arena, struct node_id n, uint32_t event,
              bool release, lock_set *ret_set);
bool lock_set_has(const lock_set *set, uint64_t lock);

#endif
