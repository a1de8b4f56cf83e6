/* Locks of threads: which ones a call takes, and which it gives back, also through the program's
 * own functions for it.
 *
 * From the packs' `locks`, bottom-up. A lock is known by the variable or field that it is
 * (aval_object); one that no argument names by its rule.
 */
#ifndef EFFECTS_LOCKS_H
#define EFFECTS_LOCKS_H

#include "contexts/context.h"

#define LOCKS_MAX 8 /* that one function takes or gives back; more are not followed */

struct lock_set {
    uint64_t at[LOCKS_MAX];
    uint32_t len;
};

struct locks;

struct locks *locks_new(const struct contexts *c, const struct aval_context *values);
void locks_free(struct locks *l);
/* The locks that the event (a call, or a scope exit) takes, or with RELEASE gives back. How many.
 */
uint32_t locks_of(const struct locks *l, struct node_id n, uint32_t event, bool release,
                  struct lock_set *ret_set);
bool lock_set_has(const struct lock_set *set, uint64_t lock);

#endif
