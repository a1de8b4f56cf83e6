/* The phases from a linked program to findings, in order. */
#ifndef CLI_ANALYSIS_H
#define CLI_ANALYSIS_H

#include "check/check.h"
#include "check/suppress.h"
#include "effects/effects.h"

struct analysis {
    struct program *program;
    struct roles *roles;
    struct calls *calls;
    struct bodies *bodies;
    struct setters *setters;
    struct holders *holders;
    struct places *places;
    struct texts *texts;
    struct fdstates *fds;
    struct aval_context *values;
    struct flow *flow;
    struct contexts *contexts;
    struct suppressions *suppressions;
    struct leaf_filter kept; /* paths that suppressions cover */
    struct effects *effects; /* worked out as checks and commands ask for them */
};

/* Link P and work out contexts. Borrows everything. */
struct analysis *analysis_new(struct program *p, struct rules *rules, const struct config *config,
                              enum certainty min_certainty, struct diags *diags);
void analysis_free(struct analysis *a);
/* Run the checks of the rules that are ENABLED (by check_rule_index). FILTERED: the report is
 * narrowed. The caller calls findings_finish. */
void analysis_run(struct analysis *a, const struct rules *rules, enum certainty min_certainty,
                  const bool *enabled, bool filtered, struct findings *ret_findings);

#endif
