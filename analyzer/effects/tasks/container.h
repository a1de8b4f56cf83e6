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
/* Does CALLBACK, whose parameter RULE->param is the handle that argument ARG of the call EVENT of N
 * is, free the object that it lies in? *RET_AT: where. */
bool container_freed(struct containers *x, struct node_id n, uint32_t event, uint32_t arg,
                     const struct rule_keep *rule, struct node_id callback, struct loc *ret_at);
/* The functions that are stored in the field RULE->handler of that argument: by the function
 * itself, else anywhere in the same field of the same struct. Into ARENA. */
void container_handlers(const struct containers *x, struct arena *arena, struct node_id n,
                        uint32_t event, uint32_t arg, const struct rule_keep *rule, node_vec *ret);

#endif
