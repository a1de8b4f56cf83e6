/* How long a blocking call can stall: the class that its rule gives, or what the arguments say that
 * limit the wait (`duration` of an entry), where they are known. */
#ifndef EFFECTS_STALL_H
#define EFFECTS_STALL_H

#include "values/aval.h"

/* The class of a call with these arguments. What is not known counts as the rule says. */
enum stall stall_of_call(const struct aval_context *c, const struct rule_blocking *r,
                         const struct aval *args, uint32_t arg_len);
/* Does a parameter of the calling function limit the wait, so that its callers decide the class? */
bool stall_is_open(const struct rule_blocking *r, const struct aval *args, uint32_t arg_len);

#endif
