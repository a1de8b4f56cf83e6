/* What the checks of coroutine contexts say in the same way: the path from a call down to the
 * reason why it needs a coroutine. */
#ifndef CHECK_CONTEXT_FINDING_H
#define CHECK_CONTEXT_FINDING_H

#include "check/check.h"
#include "effects/mode.h"

/* A finding of RULE at LOC in N. */
struct finding context_finding(const struct check_input *in, const struct check_rule *rule,
                               struct node_id n, struct loc loc);
/* Steps from EVENT of N, which needs a coroutine for MODE, down to the call that does so for a
 * reason of its own; the leaf's key; as the first note, that reason. */
void context_add_path(const struct check_input *in, struct findings *f, struct node_id n,
                      uint32_t event, struct mode mode, struct finding *ret);

#endif
