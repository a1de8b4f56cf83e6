/* NS201: a coroutine function is called where no coroutine runs. */
#include "check/context_finding.h"
#include "check/suppress.h"
#include "effects/effects.h"

static const struct check_rule rules[] = {
    {"NS201", "coroutine-outside-coroutine", FAMILY_CONTEXT, LEVEL_ERROR,
     "A coroutine function is called from a function that runs in no coroutine"},
};

struct site { /* a call that needs a coroutine */
    struct node_id node;
    uint32_t event;
    struct mode mode;              /* why the call needs one */
    const struct outside *outside; /* why NODE is in none; NULL: a guard before the call says so */
};

/* How the function came to run outside: the last call, and where that began. */
static void add_outside(const struct check_input *in, struct findings *f, const struct site *site,
                        struct finding *ret)
{
    const struct program *p = in->program;
    const struct outside *o = site->outside;
    const char *callee = program_text(p, program_get(p, site->node)->name);
    if (o && o->caller.i != FACTS_NONE)
        vec_push(f->arena, &ret->notes,
                 (struct finding_note){
                     o->loc, arena_printf(f->arena, "'%s' is called here, in '%s'", callee,
                                          program_text(p, program_get(p, o->caller)->name))});
    for (uint32_t i = 0; i < p->nodes.len && o && o->caller.i != FACTS_NONE; i++)
        o = mode_outside(effects_modes(in->effects), o->caller);
    if (o && o->why)
        vec_push(f->arena, &ret->notes, (struct finding_note){o->loc, o->why});
}

static const char *where_text(const struct check_input *in, struct findings *f,
                              const struct site *site)
{
    const char *name = program_text(in->program, program_get(in->program, site->node)->name);
    if (!site->outside)
        return arena_printf(f->arena, "where '%s' is in no coroutine", name);
    if (site->outside->assumed)
        return arena_printf(f->arena, "in '%s', which no coroutine calls", name);
    return arena_printf(f->arena, "in '%s', which runs in no coroutine", name);
}

static void report(const struct check_input *in, struct findings *f, const struct site *site)
{
    const struct program *p = in->program;
    const struct node *node = program_get(p, site->node);
    const char *name = program_text(p, node->name);
    struct finding finding = {.rule = &rules[0],
                              .certainty =
                                  site->outside ? site->outside->certainty : CERTAINTY_ALWAYS,
                              .loc = body_event_loc(node->body, site->event),
                              .function = node->name,
                              .unit = node->facts->source};
    finding.level = finding.rule->level;
    finding.message = arena_printf(
        f->arena,
        site->mode.basis == MODE_BY_CALL ? "call to '%s', which calls coroutine functions, %s"
                                         : "call to coroutine function '%s' %s",
        calls_text_at(p, site->node, site->event), where_text(in, f, site));
    finding.advice =
        !site->outside ? "start a coroutine for the call"
        : mode_of(effects_modes(in->effects), site->node)->basis == MODE_BY_MARK
            ? "start a coroutine for the call, or call a synchronous variant"
            : arena_printf(f->arena,
                           "start a coroutine for the call, or mark '%s' if it only runs in one",
                           name);
    context_add_path(in, f, site->node, site->event, site->mode, &finding);
    add_outside(in, f, site, &finding);
    suppression_apply(in->suppressions, &finding);
    vec_push(f->arena, &f->all, finding);
}

/* Is the callee to be blamed rather than the call: does it run outside only, so that its own call
 * is reported? */
static bool callee_is_reported(const struct check_input *in, const struct mode *mode)
{
    if (mode->basis != MODE_BY_CALL || mode->callee.i == FACTS_NONE)
        return false;
    return !(in->contexts->at[mode->callee.i].bits & CONTEXT_COROUTINE);
}

static void check_event(const struct check_input *in, struct findings *f, struct node_id n,
                        const struct live_event *l)
{
    const struct mode *own = mode_of(effects_modes(in->effects), n);
    struct site site = {.node = n, .event = l->event};
    bool guarded = !(l->mask & CONTEXT_COROUTINE); /* a guard says: in no coroutine */
    bool mixed = own->basis != MODE_UNKNOWN && own->mode == MODE_EITHER;
    if (!(l->mask & CONTEXT_LOOP))
        return;
    if (!guarded) {
        site.outside = mode_outside(effects_modes(in->effects), n);
        if (mixed || !site.outside || (in->contexts->at[n.i].bits & CONTEXT_COROUTINE))
            return;
    }
    if (!mode_call_needs_coroutine(effects_modes(in->effects), n, l->event, &site.mode) ||
        callee_is_reported(in, &site.mode))
        return;
    if (site.mode.by_rule && site.outside && site.outside->assumed)
        return; /* who calls it may well be a coroutine */
    report(in, f, &site);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const struct program *p = in->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct mode *own = mode_of(effects_modes(in->effects), n);
        const struct body *body = &in->contexts->bodies->at[i];
        if (!p->nodes.at[i].body || (own->basis == MODE_BY_MARK && own->mode == MODE_MUST))
            continue;
        for (uint32_t k = 0; k < body->live.len; k++)
            check_event(in, ret_findings, n, &body->live.at[k]);
        arena_reset(in->scratch);
    }
}

const struct check check_context = {
    .name = "context", .rules = rules, .rule_count = COUNT(rules), .run = run};
