/* NS203: a function lacks the mark that its framework requires, or bears it for nothing. */
#include "check/context_finding.h"
#include "check/mark_fix.h"
#include "check/suppress.h"
#include "effects/effects.h"
#include "effects/suspend.h"

#include <string.h>

static const struct check_rule rules[] = {
    {"NS203", "missing-coroutine-annotation", FAMILY_CONTEXT, LEVEL_WARNING,
     "A function that only works in a coroutine lacks the mark that the framework requires"},
};

struct marks {
    const struct check_input *in;
    struct findings *findings;
    struct mark_fix *fix; /* of the mark last asked for */
    struct str fix_word;
    bool *plainly_called; /* by node: from code that runs in no coroutine */
};

static struct mark_fix *fix_of(struct marks *m, struct str word)
{
    if (!m->fix || !str_eq(m->fix_word, word)) {
        mark_fix_free(m->fix);
        m->fix = mark_fix_new(m->in->program, word);
        m->fix_word = word;
    }
    return m->fix;
}

/* How the function comes to run in a coroutine: its last caller, and where that began. */
static void add_inside(struct marks *m, struct node_id n, struct finding *ret)
{
    const struct program *p = m->in->program;
    const struct contexts *c = m->in->contexts;
    const char *name = program_text(p, program_get(p, n)->name);
    const struct context_reason *r = context_reason_of(&c->at[n.i], CONTEXT_COROUTINE);
    if (r && r->caller.i != FACTS_NONE)
        vec_push(m->findings->arena, &ret->notes,
                 (struct finding_note){
                     program_get(p, r->caller)->body->events.at[r->event].loc,
                     arena_printf(m->findings->arena, "'%s' is called here, in '%s'", name,
                                  program_text(p, program_get(p, r->caller)->name))});
    r = context_origin(c, n, CONTEXT_COROUTINE);
    if (r && r->why)
        vec_push(m->findings->arena, &ret->notes, (struct finding_note){r->loc, r->why});
}

static void report_missing(struct marks *m, struct node_id n, const struct rule_word *mark)
{
    const struct program *p = m->in->program;
    struct findings *f = m->findings;
    const struct node *node = program_get(p, n);
    const struct mode *body = mode_of_body(effects_modes(m->in->effects), n);
    const char *name = program_text(p, node->name), *word = program_text(p, mark->name);
    const struct context_reason *reason =
        context_reason_of(&m->in->contexts->at[n.i], CONTEXT_COROUTINE);
    struct finding finding = context_finding(m->in, &rules[0], n, node->body->loc);
    finding.certainty = reason->certainty;
    finding.advice = arena_printf(f->arena, "mark it as %s", word);
    if (body->basis == MODE_BY_CALL) {
        struct mode below = *body;
        bool direct =
            mode_call_needs_coroutine(effects_modes(m->in->effects), n, body->event, &below) &&
            below.basis != MODE_BY_CALL;
        finding.message = arena_printf(
            f->arena,
            "'%s' lacks the mark %s: it calls '%s', which %s, and only coroutines call it", name,
            word, calls_text_at(p, n, body->event),
            direct ? "may suspend" : "must run in a coroutine too");
        context_add_path(m->in, f, n, body->event, below, &finding);
    } else {
        finding.message = arena_printf(
            f->arena, "'%s' lacks the mark %s: it asserts that it is in a coroutine", name, word);
        struct finding_step step = {PATH_STEP_LEAF, body->loc, node->name, body->why};
        vec_push(f->arena, &finding.steps, step);
    }
    finding.leaf_key = arena_printf(f->arena, "%s:%s", program_text(p, node->body->loc.file), name);
    add_inside(m, n, &finding);
    mark_fix_add(fix_of(m, mark->name), f, n, &finding);
    suppression_apply(m->in->suppressions, &finding);
    vec_push(f->arena, &f->all, finding);
}

/* ---- marks for nothing ---- */

/* Functions that plain code calls: where no guard says that this is a coroutine. */
static void note_plain_calls(struct marks *m)
{
    const struct contexts *c = m->in->contexts;
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        struct node_id n = {i};
        const struct mode *own = mode_of(effects_modes(m->in->effects), n);
        bool mixed = own->basis != MODE_UNKNOWN && own->mode == MODE_EITHER;
        if (!c->program->nodes.at[i].body || mixed ||
            !mode_outside(effects_modes(m->in->effects), n) || (c->at[i].bits & CONTEXT_COROUTINE))
            continue;
        for (uint32_t k = 0; k < c->bodies->at[i].live.len; k++) {
            const struct live_event *l = &c->bodies->at[i].live.at[k];
            const struct call *call = calls_find(c->calls, n, l->event);
            for (uint32_t x = 0; call && (l->mask & CONTEXT_LOOP) && x < call->callees.len; x++)
                m->plainly_called[call->callees.at[x].i] = true;
        }
    }
}

static bool is_needless(const struct marks *m, struct node_id n)
{
    const struct mode *own = mode_of(effects_modes(m->in->effects), n),
                      *body = mode_of_body(effects_modes(m->in->effects), n);
    return m->plainly_called[n.i] && own->basis == MODE_BY_MARK && own->mode == MODE_MUST &&
           (body->basis == MODE_UNKNOWN || body->mode == MODE_EITHER) &&
           !suspend_of_function(effects_suspends(m->in->effects), n);
}

static void report_needless(struct marks *m, struct node_id n)
{
    const struct program *p = m->in->program;
    struct findings *f = m->findings;
    const struct node *node = program_get(p, n);
    const struct mode *own = mode_of(effects_modes(m->in->effects), n);
    const char *name = program_text(p, node->name);
    struct finding finding = context_finding(m->in, &rules[0], n, node->body->loc);
    finding.level = LEVEL_NOTE;
    finding.message = arena_printf(
        f->arena,
        "'%s' is marked as a coroutine function, but never suspends, and plain code calls it",
        name);
    finding.advice = "take the mark off, or start a coroutine for those calls";
    struct finding_step step = {PATH_STEP_LEAF, own->loc, node->name, own->why};
    vec_push(f->arena, &finding.steps, step);
    finding.leaf_key = arena_printf(f->arena, "%s:%s", program_text(p, node->body->loc.file), name);
    suppression_apply(m->in->suppressions, &finding);
    vec_push(f->arena, &f->all, finding);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const struct program *p = in->program;
    struct marks m = {.in = in, .findings = ret_findings};
    m.plainly_called = arena_new_array(in->scratch, bool, p->nodes.len + 1);
    note_plain_calls(&m);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct rule_word *mark = mode_missing_mark(effects_modes(in->effects), n);
        if (mark)
            report_missing(&m, n, mark);
        else if (p->nodes.at[i].body && is_needless(&m, n))
            report_needless(&m, n);
    }
    mark_fix_free(m.fix);
}

const struct check check_marks = {
    .name = "marks", .rules = rules, .rule_count = COUNT(rules), .run = run};
