/* Excerpt of Tarantool 2.6, src/lib/core/fiber_cond.h (BSD licence), git 67428d09: conditions as parts of other things. */
#ifndef TARANTOOL_LIB_CORE_FIBER_COND_H
#define TARANTOOL_LIB_CORE_FIBER_COND_H

struct fiber_cond { void *waiters[2]; };
void fiber_cond_create(struct fiber_cond *cond);
void fiber_cond_destroy(struct fiber_cond *cond);

#endif
