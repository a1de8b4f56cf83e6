/* Excerpt of Tarantool 2.6, src/lib/core/fiber.h (BSD licence), git 67428d09: threads. */
#ifndef TARANTOOL_LIB_CORE_FIBER_H
#define TARANTOOL_LIB_CORE_FIBER_H

struct cord;
int cord_start(struct cord *cord, const char *name, void *(*f)(void *), void *arg);
int cord_join(struct cord *cord);
int cord_cojoin(struct cord *cord);

#endif
