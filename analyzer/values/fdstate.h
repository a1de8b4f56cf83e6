/* Descriptors: which variables, fields and results hold a non-blocking, a blocking or a plain
 * file's descriptor.
 *
 * Inside a function the state follows the control flow; across functions it goes through results,
 * fields, global variables and parameters (all callers agreeing). Facts about the calls that make
 * and change descriptors come from the packs.
 */
#ifndef VALUES_FDSTATE_H
#define VALUES_FDSTATE_H

#include "values/aval.h"

struct fdstates *fdstates_new(const struct bodies *b);
void fdstates_free(struct fdstates *f);
/* State of the descriptor in PATH just before EVENT of function N runs, into ret_value's fd
 * members. False: nothing in the function says anything of the path; what its field or variable
 * holds elsewhere was taken. */
bool fdstate_at(const struct fdstates *f, struct node_id n, uint32_t event, struct path_id path,
                struct aval *ret_value);
/* State of the descriptor that the call EVENT returns. */
void fdstate_of_result(const struct fdstates *f, struct node_id n, uint32_t event,
                       struct aval *ret_value);

#endif
