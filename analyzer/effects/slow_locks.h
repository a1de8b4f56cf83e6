/* Which thread locks are held while something blocks: waiting for them can take long.
 *
 * A lock is slow when a critical section of it blocks or suspends in normal use (effects/usual.h),
 * in code that can run beside the loop: the loop does not wait for itself, nor for what only ran
 * before it (effects/startup.h), nor for who stops all others first (LOCK_EXCLUSIVE). Waits for a
 * semaphore or a thread count; those for a condition, which give the lock back, do not, nor does a
 * mutex in a mutex. What is taken only sometimes, as by a try-function, is left out: which way has
 * it is not followed here.
 *
 * Where what the holder waits for comes from the loop alone, a semaphore that only its callbacks
 * post, the two wait for each other: who comes to the lock then never gets it.
 */
#ifndef EFFECTS_SLOW_LOCKS_H
#define EFFECTS_SLOW_LOCKS_H

#include "effects/locks.h"
#include "effects/summary.h"

/* The slowest section of a lock, of equal ones the first. */
struct lock_section {
    uint64_t lock; /* see aval_member */
    struct node_id node;
    uint32_t event;          /* of NODE: takes the lock */
    uint32_t blocks;         /* of NODE: the call that blocks meanwhile, or suspends */
    const struct leaf *leaf; /* what that leads to; NULL: it suspends */
    enum stall stall;
    struct node_id answers; /* of the loop: gives what is waited for, by ANSWER; FACTS_NONE: others
                               do, or it is not known */
    uint32_t answer;
};
typedef VEC(struct lock_section) lock_section_vec;

/* The result lives in the arena of C. */
void slow_locks_find(const struct summaries *s, const struct contexts *c,
                     const struct aval_context *values, const struct locks *locks,
                     lock_section_vec *ret_sections);

#endif
