#include "effects/effects.h"

#include "base/fail.h"
#include "effects/cancel/cancelpoints.h"
#include "effects/cancel/cancelstate.h"
#include "effects/locks.h"
#include "effects/loops/writes.h"
#include "effects/mode.h"
#include "effects/resources.h"
#include "effects/suspend.h"
#include "effects/tasks/escapes.h"

#include <stdlib.h>

struct effects {
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct leaf_filter *filter;
    /* NULL: nobody has asked yet */
    struct cancelstates *states;
    struct suspends *suspends;
    struct cancels *cancels;
    struct resources *resources;
    struct locks *locks;
    struct modes *modes;
    struct writes *writes;
    struct escapes *escapes;
    struct summaries *summaries, *all_summaries;
};

struct effects *effects_new(const struct contexts *contexts, const struct aval_context *values,
                            const struct leaf_filter *filter)
{
    struct effects *e = calloc(1, sizeof *e);
    if (!e)
        fail_no_memory();
    *e = (struct effects){.contexts = contexts, .values = values, .filter = filter};
    return e;
}

void effects_free(struct effects *e)
{
    if (!e)
        return;
    summaries_free(e->summaries);
    summaries_free(e->all_summaries);
    escapes_free(e->escapes);
    writes_free(e->writes);
    modes_free(e->modes);
    locks_free(e->locks);
    resources_free(e->resources);
    cancels_free(e->cancels);
    suspends_free(e->suspends);
    cancelstates_free(e->states);
    free(e);
}

static const struct cancelstates *states(struct effects *e)
{
    if (!e->states)
        e->states = cancelstates_new(e->contexts, e->values);
    return e->states;
}

const struct suspends *effects_suspends(struct effects *e)
{
    if (!e->suspends)
        e->suspends = suspends_new(e->contexts, e->values, states(e));
    return e->suspends;
}

const struct cancels *effects_cancels(struct effects *e)
{
    if (!e->cancels)
        e->cancels = cancels_new(e->contexts, e->values, effects_suspends(e), states(e));
    return e->cancels;
}

const struct resources *effects_resources(struct effects *e)
{
    if (!e->resources)
        e->resources = resources_new(e->contexts, e->values);
    return e->resources;
}

const struct locks *effects_locks(struct effects *e)
{
    if (!e->locks)
        e->locks = locks_new(e->contexts, e->values);
    return e->locks;
}

const struct modes *effects_modes(struct effects *e)
{
    if (!e->modes)
        e->modes = modes_new(e->contexts, e->values);
    return e->modes;
}

struct writes *effects_writes(struct effects *e)
{
    if (!e->writes)
        e->writes = writes_new(e->contexts);
    return e->writes;
}

struct escapes *effects_escapes(struct effects *e)
{
    if (!e->escapes)
        e->escapes = escapes_new(e->contexts, e->values, effects_suspends(e));
    return e->escapes;
}

const struct summaries *effects_all_summaries(struct effects *e)
{
    if (!e->all_summaries)
        e->all_summaries = summaries_new(e->contexts, e->values, effects_locks(e), NULL);
    return e->all_summaries;
}

const struct summaries *effects_summaries(struct effects *e)
{
    if (!e->filter)
        return effects_all_summaries(e);
    if (!e->summaries)
        e->summaries = summaries_new(e->contexts, e->values, effects_locks(e), e->filter);
    return e->summaries;
}

static const struct summaries *known_summaries(const struct effects *e)
{
    return e->all_summaries ? e->all_summaries : e->summaries;
}

struct node_id effects_cut(const struct effects *e)
{
    const struct summaries *s = known_summaries(e);
    return s ? summary_was_cut(s) : (struct node_id){FACTS_NONE};
}

struct node_id effects_joined(const struct effects *e)
{
    const struct summaries *s = known_summaries(e);
    return s ? summary_was_joined(s) : (struct node_id){FACTS_NONE};
}
