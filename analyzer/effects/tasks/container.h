/* Handles that lie in an object to which a field of their own points: `c->tcp.data = c;`. Who frees
 * what that field points to frees the handle.
 *
 * Not where the object itself is asked before (a count of references), nor where the handle, or
 * another one in the object, is ended by the same function: that call is what is wrong then, if
 * anything is.
 */
#ifndef EFFECTS_TASKS_CONTAINER_H
#define EFFECTS_TASKS_CONTAINER_H

#include "effects/tasks/freed.h"

struct containers;

struct containers *containers_new(struct arena *arena, const struct contexts *c,
                                  const struct freed *freed);
/* Does CALLBACK, which is called with the handle that argument ARG of the call EVENT of N is, free
 * the object that it lies in? *RET_AT: where. */
bool container_freed(struct containers *x, struct node_id n, uint32_t event, uint32_t arg,
                     struct node_id callback, struct loc *ret_at);

#endif
