/* Structs that are handed to a call which never has their functions run on the loop, though others
 * of their type are run there: the listener of a display's own end.
 *
 * An object is what a variable or a field is, of whatever struct: `&server->ended` is the field.
 */
#ifndef CONTEXTS_GIVEN_H
#define CONTEXTS_GIVEN_H

#include "contexts/context.h"

typedef VEC(struct slot_id) object_vec;

/* The objects that calls of RULE's `unless_given_to` get; into ARENA. */
void given_find(const struct contexts *c, struct arena *arena, const struct rule_field *rule,
                object_vec *ret_objects);
/* Was the function of SOURCE stored in one of them? */
bool given_has(const object_vec *objects, const struct flow_source *source);

#endif
