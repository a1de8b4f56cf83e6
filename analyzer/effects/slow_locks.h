/* Which thread locks are held while something blocks: waiting for them can take long.
 *
 * A lock is slow when a critical section of it blocks or suspends, in code that can run beside the
 * loop: the loop does not wait for itself.
 */
#ifndef EFFECTS_SLOW_LOCKS_H
#define EFFECTS_SLOW_LOCKS_H

#include "effects/locks.h"
#include "effects/summary.h"

struct slow_lock {
    uint64_t lock;    /* see aval_object */
    enum stall stall; /* of the slowest section */
};
typedef VEC(struct slow_lock) slow_lock_vec;

/* The result lives in the arena of C. */
void slow_locks_find(const struct summaries *s, const struct contexts *c, const struct locks *locks,
                     slow_lock_vec *ret_slow);

#endif
