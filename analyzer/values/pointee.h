/* What a call finds in the struct that an argument points to: the constants that were written into
 * its fields before. */
#ifndef VALUES_POINTEE_H
#define VALUES_POINTEE_H

#include "values/aval.h"

/* The number in FIELD of the local variable or constant object whose address A is, at the call that
 * A is an argument of. Where the ways to the call wrote several, the greatest. False: not known, as
 * where some way to the call writes no constant, or hands the address to other code. */
bool pointee_field(const struct aval_context *c, const struct aval *a, struct str field,
                   int64_t *ret_number);

#endif
