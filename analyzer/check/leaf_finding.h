/* Findings whose proof is a path of calls from async code down to a leaf (effects/summary.h).
 * Shared by the checks that report what is reached: blocking calls, nested loops. */
#ifndef CHECK_LEAF_FINDING_H
#define CHECK_LEAF_FINDING_H

#include "check/check.h"
#include "effects/summary.h"

/* Call MAKE for each call of an async-by-declaration function and each rule that RULE_OF, the
 * check's own, gives for a leaf there. MAKE fills message, advice and level of a finding that has
 * everything else. */
struct leaf_report {
    const struct check_rule *(*rule_of)(const struct leaf *leaf);
    void (*make)(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                 const struct context_reason *reason, struct finding *finding);
};
void leaf_findings(const struct check_input *in, const struct leaf_report *report,
                   struct findings *ret_findings);
/* Name of what the call of this step of the path calls. */
const char *leaf_step_name(const struct program *p, const struct leaf *leaf);
/* Name of what a leaf's last call calls: "sleep". */
const char *leaf_callee_name(const struct program *p, const struct leaf *leaf);
/* Is a path through a call at LOC suppressed? For summaries: the context is a struct suppressions.
 */
bool leaf_suppressed(void *suppressions, const struct leaf *leaf, struct loc loc);

#endif
