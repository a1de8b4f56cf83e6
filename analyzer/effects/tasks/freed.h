/* Memory that is freed: by calls that give back what an allocator gave, and by functions of the
 * program that free what a parameter points to. Not where the object itself decides that, as the
 * last reference to it does. Made by who asks. */
#ifndef EFFECTS_TASKS_FREED_H
#define EFFECTS_TASKS_FREED_H

#include "contexts/context.h"

struct freed;

struct freed *freed_new(const struct contexts *c);
void freed_free(struct freed *f);
/* Does the call free what its argument ARG points to? */
bool freed_by(const struct freed *f, const struct call *call, uint32_t arg);

#endif
