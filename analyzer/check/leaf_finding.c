#include "check/leaf_finding.h"

#include "check/suppress.h"
#include "contexts/operated.h"
#include "effects/effects.h"
#include "effects/slow_locks.h"

#include <inttypes.h>
#include <string.h>

bool leaf_suppressed(void *suppressions, const struct leaf *leaf, struct loc loc)
{
    return suppression_find(suppressions, checks_rule_of(leaf), loc, NULL) != NULL;
}

static const struct event *leaf_event(const struct program *p, const struct leaf *l)
{
    return &program_get(p, l->node)->body->events.at[l->event];
}

static struct loc leaf_loc(const struct program *p, const struct leaf *l)
{
    return body_event_loc(program_get(p, l->node)->body, l->event);
}

const char *leaf_step_name(const struct program *p, const struct leaf *l)
{
    return l->callee.i != FACTS_NONE ? program_text(p, program_get(p, l->callee)->name)
                                     : calls_text_at(p, l->node, l->event);
}

const char *leaf_callee_name(const struct program *p, const struct leaf *leaf)
{
    return leaf_step_name(p, leaf_end(leaf));
}

/* TEXT, which is in the scratch arena, as long as the findings: once, for many share their way. */
static const char *kept(struct findings *f, const char *text)
{
    return str_text(f->strs, str_intern(f->strs, text));
}

static void add_steps(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                      struct finding *ret)
{
    const struct program *p = in->program;
    for (const struct leaf *l = leaf; l; l = l->down)
        ret->steps.cap++;
    ret->steps.at = arena_new_array(f->arena, struct finding_step, ret->steps.cap);
    for (const struct leaf *l = leaf; l; l = l->down) {
        const struct node *node = program_get(p, l->node);
        const char *verb = leaf_event(p, l)->kind == EVENT_CLEANUP ? "runs at scope exit" : "calls";
        struct finding_step step = {.kind = l->down ? PATH_STEP_CALL : PATH_STEP_LEAF,
                                    .loc = leaf_loc(p, l),
                                    .function = node->name,
                                    .message = kept(f, arena_printf(in->scratch, "'%s' %s '%s'",
                                                                    program_text(p, node->name),
                                                                    verb, leaf_step_name(p, l)))};
        vec_push(f->arena, &ret->steps, step);
    }
}

/* For a lock that is held long: by whom, and what it waits for meanwhile. */
static void add_section(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                        struct finding *ret)
{
    const struct program *p = in->program;
    const struct lock_section *s =
        leaf->lock == OBJECT_NONE
            ? NULL
            : summary_lock_section(effects_all_summaries(in->effects), leaf->lock);
    if (!s)
        return;
    const struct node *holder = program_get(p, s->node);
    const struct leaf *end = s->leaf ? leaf_end(s->leaf) : NULL;
    const char *name = end ? leaf_step_name(p, end) : calls_text_at(p, s->node, s->blocks);
    vec_push(f->arena, &ret->notes,
             (struct finding_note){
                 body_event_loc(holder->body, s->event),
                 arena_printf(f->arena, "'%s' takes this lock here, and holds it while '%s' %s",
                              program_text(p, holder->name), name, end ? "blocks" : "gives way")});
    vec_push(f->arena, &ret->notes,
             (struct finding_note){
                 end ? leaf_loc(p, end) : body_event_loc(holder->body, s->blocks),
                 arena_printf(f->arena, "'%s' %s here", name, end ? "blocks" : "gives way")});
    if (s->answers.i == FACTS_NONE)
        return;
    const struct node *loop = program_get(p, s->answers);
    vec_push(
        f->arena, &ret->notes,
        (struct finding_note){
            body_event_loc(loop->body, s->answer),
            arena_printf(f->arena,
                         "it waits for '%s' here, in '%s', to which the loop does not come "
                         "while it waits for the lock",
                         calls_text_at(p, s->answers, s->answer), program_text(p, loop->name))});
}

static void add_notes(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                      const struct context_reason *reason, struct finding *ret)
{
    const struct program *p = in->program;
    const struct leaf *end = leaf_end(leaf);
    add_section(in, f, leaf, ret);
    vec_push(
        f->arena, &ret->notes,
        (struct finding_note){
            leaf_loc(p, end),
            kept(f, arena_printf(in->scratch, "'%s' is called here in '%s'", leaf_step_name(p, end),
                                 program_text(p, program_get(p, end->node)->name)))});
    if (reason->why)
        vec_push(f->arena, &ret->notes, (struct finding_note){reason->loc, reason->why});
}

/* What only a person's command leads to: to the entry, or to the blocking call whatever the entry
 * is. It counts one class lower. Of a call between the two nothing follows: of several ways from
 * the entry to the leaf only one is shown. */
static void add_command(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                        struct finding *ret)
{
    const struct leaf *end = leaf_end(leaf);
    const struct operated *command = operated_at(in->contexts, leaf->node, leaf->event);
    if (!command)
        command = operated_at(in->contexts, end->node, end->event);
    if (!command)
        return;
    ret->stall = leaf_stall(leaf, true);
    vec_push(f->arena, &ret->notes, (struct finding_note){command->loc, command->text});
}

/* All ways to the blocking calls of one function are one root cause. One that stands in the async
 * function itself is its own; and all waits for a lock are that lock's. */
static const char *root_of(const struct check_input *in, struct findings *f,
                           const struct leaf *leaf)
{
    const struct program *p = in->program;
    const struct leaf *end = leaf_end(leaf);
    const struct lock_section *section =
        leaf->kind == BLOCK_LOCK && leaf->lock != OBJECT_NONE
            ? summary_lock_section(effects_all_summaries(in->effects), leaf->lock)
            : NULL;
    if (section)
        return kept(f, arena_printf(in->scratch, "lock %" PRIu64, section->lock));
    if (!leaf->down)
        return NULL;
    return kept(f, arena_printf(in->scratch, "%s:%s", program_text(p, leaf_event(p, end)->loc.file),
                                program_text(p, program_get(p, end->node)->name)));
}

/* The further calls of this check in the function that holds the blocking call. */
static void add_others(const struct check_input *in, const struct leaf_report *report,
                       struct findings *f, const struct leaf *leaf, struct finding *ret)
{
    const struct program *p = in->program;
    const struct leaf *end = leaf_end(leaf);
    leaf_vec own = {0};
    if (!leaf->down)
        return;
    summary_own_leaves(effects_all_summaries(in->effects), in->scratch, end->node, end->mask, &own);
    for (uint32_t i = 0; i < own.len; i++) {
        const struct leaf *l = own.at[i];
        struct loc loc = leaf_loc(p, l);
        if (l->event == end->event || report->rule_of(l) != ret->rule ||
            l->certainty < in->min_certainty)
            continue;
        vec_push(
            f->arena, &ret->notes,
            (struct finding_note){loc, kept(f, arena_printf(in->scratch, "also '%s' at line %u",
                                                            leaf_step_name(p, l), loc.line))});
    }
}

static struct finding make_finding(const struct check_input *in, const struct leaf_report *report,
                                   struct findings *f, const struct leaf *leaf)
{
    const struct context *x = &in->contexts->at[leaf->node.i];
    const struct context_reason *reason =
        context_reason_of(x, leaf->mask & context_declared_at(x, leaf->event));
    const struct program *p = in->program;
    const struct leaf *end = leaf_end(leaf);
    const struct check_rule *rule = report->rule_of(leaf);
    struct finding finding = {.rule = rule,
                              .level = rule->level,
                              .certainty = leaf->certainty < reason->certainty ? leaf->certainty
                                                                               : reason->certainty,
                              .stall = leaf->stall,
                              .loc = leaf_loc(p, leaf),
                              .function = program_get(p, leaf->node)->name,
                              .unit = program_get(p, leaf->node)->facts->source};
    finding.leaf_key = kept(
        f, arena_printf(in->scratch, "%s:%s:%s", program_text(p, leaf_event(p, end)->loc.file),
                        program_text(p, program_get(p, end->node)->name), leaf_step_name(p, end)));
    finding.root = root_of(in, f, leaf);
    add_steps(in, f, leaf, &finding);
    add_notes(in, f, leaf, reason, &finding);
    add_command(in, f, leaf, &finding);
    add_others(in, report, f, leaf, &finding);
    report->make(in, f, leaf, reason, &finding);
    return finding;
}

/* Of the leaves of one check in one function, best first: the first that is certain enough, if any
 * is. */
static const struct leaf *of_root(const struct leaf_report *report, const leaf_vec *leaves,
                                  const struct leaf *like, enum certainty least)
{
    const struct leaf *first = NULL;
    for (uint32_t i = 0; i < leaves->len; i++) {
        const struct leaf *leaf = leaves->at[i];
        if (leaf->end.i != like->end.i || report->rule_of(leaf) != report->rule_of(like))
            continue;
        if (leaf->certainty >= least)
            return leaf;
        first = first ? first : leaf;
    }
    return first;
}

static void report_call(const struct check_input *in, const struct leaf_report *report,
                        struct node_id n, uint32_t event, uint8_t mask, struct findings *f)
{
    const struct summaries *with = effects_all_summaries(in->effects),
                           *without = effects_summaries(in->effects);
    leaf_vec all = {0}, open = {0};
    summary_leaves(with, in->scratch, n, event, mask, &all);
    if (without != with)
        summary_leaves(without, in->scratch, n, event, mask, &open);
    for (uint32_t i = 0; i < all.len; i++) {
        const struct leaf *leaf = all.at[i], *other = NULL;
        if (!report->rule_of(leaf) || of_root(report, &all, leaf, in->min_certainty) != leaf)
            continue;
        struct finding finding = make_finding(in, report, f, leaf);
        if (without != with)
            suppression_apply(in->suppressions, &finding);
        if (finding.suppressed)
            other = of_root(report, &open, leaf, in->min_certainty);
        if (other)
            finding = make_finding(in, report, f, other);
        if (finding.level != LEVEL_OFF)
            vec_push(f->arena, &f->all, finding);
    }
}

static void report_event(const struct check_input *in, const struct leaf_report *report,
                         struct node_id n, const struct live_event *e, uint8_t mask,
                         struct findings *f)
{
    uint8_t here = e->mask & mask & context_declared_at(&in->contexts->at[n.i], e->event);
    if (here)
        report_call(in, report, n, e->event, here, f);
}

void leaf_findings(const struct check_input *in, const struct leaf_report *report,
                   struct findings *ret_findings)
{
    const struct program *p = in->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct context *c = &in->contexts->at[i];
        const struct body *body = &in->contexts->bodies->at[i];
        uint8_t mask = context_certain(c, c->declared, in->min_certainty);
        for (uint32_t k = 0; mask && p->nodes.at[i].body && k < body->live.len; k++)
            report_event(in, report, (struct node_id){i}, &body->live.at[k], mask, ret_findings);
        arena_reset(in->scratch);
    }
}
