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

struct fdstates *fdstates_new(const struct bodies *b);
void fdstates_free(struct fdstates *f);
/* State of the descriptor in PATH just before EVENT of function N runs, into ret_value's fd
 * members. False: nothing in the function says anything of the path; what its field or variable
 * holds elsewhere was taken. */
bool fdstate_at(struct fdstates *f, struct node_id n, uint32_t event, struct path_id path,
                struct aval *ret_value);
/* State of the descriptor that the call EVENT returns. */
void fdstate_of_result(struct fdstates *f, struct node_id n, uint32_t event,
                       struct aval *ret_value);

#endif
