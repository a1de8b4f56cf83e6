#include "cli/analysis.h"

#include "base/fail.h"
#include "check/leaf_finding.h"
#include "values/fdstate.h"
#include "values/holder.h"
#include "values/setters.h"

#include <stdlib.h>

struct analysis *analysis_new(struct program *p, struct rules *rules, const struct config *config,
                              enum certainty min_certainty, struct diags *diags)
{
    struct analysis *a = calloc(1, sizeof *a);
    if (!a)
        fail_no_memory();
    a->program = p;
    program_link(p);
    a->roles = roles_new(rules, p, config);
    a->calls = calls_new(p, a->roles);
    a->bodies = bodies_new(a->calls);
    a->setters = setters_new(a->bodies);
    a->holders = holders_new(a->bodies);
    a->places = places_new(a->bodies);
    a->texts = texts_new(a->bodies, a->places);
    a->fds = fdstates_new(a->bodies, a->places, a->texts);
    a->values = arena_new_one(p->arena, struct aval_context);
    *a->values = (struct aval_context){.bodies = a->bodies,
                                       .places = a->places,
                                       .texts = a->texts,
                                       .fds = a->fds,
                                       .setters = a->setters,
                                       .holders = a->holders};
    a->flow = flow_new(a->bodies);
    calls_link(a->calls, a->bodies, a->flow);
    a->contexts = contexts_new(a->values, a->flow, min_certainty);
    a->suppressions = suppressions_new(p, diags);
    a->kept = (struct leaf_filter){leaf_suppressed, a->suppressions};
    a->effects =
        effects_new(a->contexts, a->values, suppressions_any(a->suppressions) ? &a->kept : NULL);
    return a;
}

void analysis_free(struct analysis *a)
{
    if (!a)
        return;
    effects_free(a->effects);
    suppressions_free(a->suppressions);
    contexts_free(a->contexts);
    flow_free(a->flow);
    fdstates_free(a->fds);
    texts_free(a->texts);
    places_free(a->places);
    holders_free(a->holders);
    setters_free(a->setters);
    bodies_free(a->bodies);
    calls_free(a->calls);
    roles_free(a->roles);
    free(a);
}

void analysis_run(struct analysis *a, const struct rules *rules, enum certainty min_certainty,
                  const bool *enabled, bool filtered, struct findings *ret_findings)
{
    struct check_input in = {.program = a->program,
                             .rules = rules,
                             .roles = a->roles,
                             .contexts = a->contexts,
                             .values = a->values,
                             .effects = a->effects,
                             .suppressions = a->suppressions,
                             .min_certainty = min_certainty,
                             .enabled = enabled,
                             .filtered = filtered,
                             .scratch = arena_new()};
    checks_run(&in, ret_findings);
    arena_free(in.scratch);
}
