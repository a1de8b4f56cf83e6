/* Descriptors: which variables, fields and results hold a non-blocking, a blocking or a plain
 * file's descriptor.
 *
 * Inside a function the state follows the control flow (values/fdflow.h); across functions it goes
 * through results, fields, global variables and parameters, until nothing changes: a function is
 * asked again when a callee's result, a field that it names or what its callers hand over is no
 * longer as it was. Where a parameter decides, each caller is told by its own arguments. Facts
 * about the calls that make and change descriptors come from the packs (values/fdeffect.h).
 */
#ifndef VALUES_FDSTATE_H
#define VALUES_FDSTATE_H

#include "values/aval.h"

/* P and T live as long. */
struct fdstates *fdstates_new(const struct bodies *b, const struct places *p,
                              const struct texts *t);
void fdstates_free(struct fdstates *f);
/* State of the descriptor, or stream, that is VALUE of function N just before EVENT, into
 * ret_value's fd members. */
void fdstate_at(struct fdstates *f, struct node_id n, uint32_t event, struct value_id value,
                struct aval *ret_value);
/* That of a callee whose callers decide, with their arguments. F may be NULL if the value has no
 * symbol. */
void fdstate_bind(struct fdstates *f, struct aval *value, const struct aval *args,
                  uint32_t arg_len);

#endif
