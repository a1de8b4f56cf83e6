/* What a member of a struct holds at the call that gets the struct's address: `hints.ai_flags` of
 * `getaddrinfo(host, port, &hints, &list)`. Known of local structs and of constant objects of the
 * same unit.
 */
#ifndef VALUES_MEMBER_H
#define VALUES_MEMBER_H

#include "values/aval.h"

/* Does the condition W, of a member of what the argument A points to, hold for its value there: on
 * every way to the call, for the last store? */
enum tri member_holds(const struct aval_context *c, const struct condition *w,
                      const struct aval *a);

#endif
