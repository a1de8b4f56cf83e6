/* Which thread locks are held while something blocks: waiting for them can take long.
 *
 * A lock is slow when a critical section of it blocks or suspends, in code that can run beside the
 * loop: the loop does not wait for itself. Locks that are taken and given back through functions of
 * the project's own count too.
 */
#ifndef LINK_SLOW_LOCKS_H
#define LINK_SLOW_LOCKS_H

#include "link/summary.h"

typedef VEC(uint64_t) object_vec; /* see aval_object */

/* ORDER lists the functions, callees first. The result lives in the arena of C. */
void slow_locks_find(const struct summaries *s, const struct contexts *c,
                     const struct aval_context *values, const uint32_t *order, uint32_t order_len,
                     object_vec *ret_slow);

#endif
