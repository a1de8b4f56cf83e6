/* NS301, NS302: releases that a cancelled task skips.
 *
 * For each acquisition of a function that has cancellation points, the paths from there on. Where
 * cancellation unwinds or abandons the task (NS301): a release that stands behind a point which no
 * construct covers that the framework runs. Where it is an error (NS302): a way out of the function
 * behind a failed point without the release that other paths have.
 */
#include "check/cancel_search.h"
#include "effects/effects.h"

const struct check_rule cancel_rules[] = {
    [CANCEL_RULE_SKIPPED] =
        {"NS301", "cleanup-not-in-finally", FAMILY_CANCEL, LEVEL_WARNING,
         "A release is skipped when the task is cancelled at a suspension point before it"},
    [CANCEL_RULE_ESCAPE] =
        {"NS302", "cleanup-skipped-on-cancel", FAMILY_CANCEL, LEVEL_WARNING,
         "The path of a cancelled operation leaves the function without the release"},
};

/* Points from which a released one is reached are so too. */
static void spread_resolved(struct cancel_search *x)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = x->points.len; i-- > 0;)
            for (uint32_t k = 0; !x->resolved[i] && k < x->later[i].len; k++)
                if (x->resolved[x->later[i].at[k]])
                    more = x->resolved[i] = true;
    }
}

/* One finding for each release. One that hands it on, as realloc does, says less than another. */
static void report_all_skipped(struct cancel_search *x)
{
    acquisition_vec next = {0};
    bool plain = false;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < x->skipped.len; i++) {
            uint32_t event = x->skipped.at[i].event;
            next.len = 0;
            resources_acquired(effects_resources(x->in->effects), x->in->scratch, x->node, event,
                               &next);
            if ((next.len > 0) != (round == 1) || (next.len && plain))
                continue;
            plain = round == 0;
            if (!x->reported[event])
                cancel_report_skipped(x, &x->skipped.at[i]);
            x->reported[event] = true;
        }
}

static void report_all_escapes(const struct cancel_search *x)
{
    for (uint32_t i = 0; i < x->escapes.len; i++) {
        bool first = true; /* one finding for each way out, with the first point that leads there */
        for (uint32_t k = 0; k < x->escapes.len; k++)
            first &= !(loc_same(x->escapes.at[k].loc, x->escapes.at[i].loc) &&
                       x->resolved[x->escapes.at[k].point] &&
                       x->escapes.at[k].point < x->escapes.at[i].point);
        if (first && x->resolved[x->escapes.at[i].point])
            cancel_report_escape(x, &x->escapes.at[i]);
    }
}

static void search_acquisition(struct cancel_search *x, const walk_states *arrivals)
{
    x->resolved = arena_new_array(x->in->scratch, bool, x->points.len + 1);
    x->later = arena_new_array(x->in->scratch, cancel_point_vec, x->points.len + 1);
    x->escapes.len = 0;
    x->skipped.len = 0;
    if (!cancel_walk(x, arrivals))
        return;
    spread_resolved(x);
    report_all_skipped(x);
    report_all_escapes(x);
}

/* What the call acquires: locks, and then nothing else, for they are what the call is for. */
static void acquired(const struct cancel_search *x, uint32_t event, cancel_acquired_vec *ret_all)
{
    acquisition_vec found = {0};
    lock_set takes = {0};
    if (x->fn->events.at[event].kind != EVENT_CALL)
        return;
    locks_of(effects_locks(x->in->effects), x->in->scratch, x->node, event, false, &takes);
    for (uint32_t i = 0; i < takes.len; i++)
        vec_push(x->in->scratch, ret_all,
                 (struct cancel_acquired){{.event = event, .where = ACQUIRED_ARG}, takes.at[i]});
    if (!takes.len)
        resources_acquired(effects_resources(x->in->effects), x->in->scratch, x->node, event,
                           &found);
    for (uint32_t i = 0; i < found.len; i++)
        vec_push(x->in->scratch, ret_all,
                 (struct cancel_acquired){found.at[i], {.object = OBJECT_NONE}});
}

/* All that the function acquires, and the locks that its calls give back. */
static void find_acquired(struct cancel_search *x, cancel_acquired_vec *ret_all, bool *ret_wanted)
{
    const uint8_t *masks = x->in->contexts->bodies->at[x->node.i].masks;
    x->gives = arena_new_array(x->in->scratch, lock_set, x->fn->events.len + 1);
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        uint32_t before = ret_all->len;
        if (masks[i])
            acquired(x, i, ret_all);
        ret_wanted[i] = ret_all->len > before;
        locks_of(effects_locks(x->in->effects), x->in->scratch, x->node, i, true, &x->gives[i]);
    }
}

static void search_function(const struct check_input *in, struct findings *f, struct node_id n)
{
    const struct node *node = program_get(in->program, n);
    struct cancel_search x = {
        .in = in, .findings = f, .node = n, .facts = node->facts, .fn = node->body};
    if (!cancels_of_function(effects_cancels(in->effects), in->scratch, n, &x.points))
        return;
    for (uint32_t i = 0; i < x.fn->events.len; i++)
        cancel_find_handlers(&x, i);
    bodywalk_open(&x.walk, in->scratch, in->contexts->bodies, n, BODYWALK_LIVE);
    cancel_acquired_vec all = {0};
    x.reported = arena_new_array(in->scratch, bool, x.fn->events.len + 1);
    bool *wanted = arena_new_array(in->scratch, bool, x.fn->events.len + 1);
    find_acquired(&x, &all, wanted);
    if (!all.len)
        return;
    const struct walk_keeper keep = {cancel_keep_covers, &x};
    const walk_states *arrivals = walk_arrivals(&x.walk, wanted, &keep);
    for (uint32_t i = 0; i < all.len; i++) {
        x.acquired = all.at[i];
        search_acquisition(&x, &arrivals[x.acquired.by.event]);
    }
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        if (in->program->nodes.at[i].body)
            search_function(in, ret_findings, (struct node_id){i});
        arena_reset(in->scratch);
    }
}

const struct check check_cancel = {
    .name = "cancel", .rules = cancel_rules, .rule_count = COUNT(cancel_rules), .run = run};
