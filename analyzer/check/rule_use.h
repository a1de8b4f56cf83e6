/* Entries of packs that say how a call is to be used (struct rule_use): which of them a call falls
 * under. */
#ifndef CHECK_RULE_USE_H
#define CHECK_RULE_USE_H

#include "check/check.h"
#include "link/calls.h"
#include "values/aval.h"

/* Does U speak of the call, with these arguments? What cannot be decided counts as no, of `unless`
 * too. */
bool rule_use_holds(const struct check_input *in, const struct rule_use *u, const struct aval *args,
                    uint32_t arg_len);
/* The first of the LEN entries that does; NULL: none. */
const struct rule_use *rule_use_of(const struct check_input *in, const struct call *call,
                                   const struct rule_use *const *list, uint32_t len);

#endif
