/* Objects of NS208 that stand for an answer and lie in a field of a struct, as the task of a
 * request does, which a callback gets by an untyped pointer.
 *
 * Read by check_completions.
 */
#ifndef CHECK_COMPLETION_FIELDS_H
#define CHECK_COMPLETION_FIELDS_H

#include "check/check.h"
#include "contexts/context.h"

typedef VEC(struct slot_id) completion_slots;

/* The fields of structs of the program that hold such objects. Into the scratch arena of IN. */
completion_slots completion_fields(const struct check_input *in,
                                   const struct rule_completion *rule);
/* Is parameter PARAM of function N used as a pointer to the struct that FIELD is a field of? */
bool completion_is_given_struct(const struct check_input *in, struct node_id n, uint32_t param,
                                struct slot_id field);
/* Does a branch ask a field of the struct in PARAM, as `if (--r->pending) return;`? Then that says
 * when the answer is due. */
bool completion_struct_decides(const struct check_input *in, struct node_id n, uint32_t param);

#endif
