/* NS207: a function that must never run in a coroutine is called in one.
 *
 * The mirror of NS201: its mark says so, that of the pointer through which it is called, or an
 * assertion that it begins with. What a guard keeps
 * out of coroutines is silent. A function without a mark that calls such a one is looked at itself,
 * where coroutines call it.
 */
#include "check/context_finding.h"
#include "check/loop_finding.h"
#include "check/plain_finding.h"
#include "effects/effects.h"

static const struct check_rule rules[] = {
    {"NS207", "plain-call-in-coroutine", FAMILY_CONTEXT, LEVEL_ERROR,
     "A function that must not run in a coroutine is called in one"},
};

/* Why the function must not; NULL: it may. */
static const struct mode *refusal_of(const struct check_input *in, struct node_id n)
{
    const struct mode *m = mode_of(effects_modes(in->effects), n);
    bool said = m->basis == MODE_BY_MARK || m->basis == MODE_BY_ASSERTION;
    return said && m->mode == MODE_NEVER ? m : NULL;
}

/* The same of what a call can run, through a pointer too; POINTER is room for what that says. */
static const struct mode *refusal(const struct check_input *in, const struct call *call,
                                  struct mode *pointer, enum certainty *ret_certainty)
{
    const struct mode *why = NULL;
    *ret_certainty = CERTAINTY_ALWAYS;
    if (mode_pointer_refuses(effects_modes(in->effects), call->node, call->event, pointer))
        return pointer;
    for (uint32_t i = 0; i < call->callees.len && !why; i++)
        why = refusal_of(in, call->callees.at[i]);
    for (uint32_t i = 0; i < call->targets.len && !why; i++) {
        why = refusal_of(in, call->targets.at[i].node);
        *ret_certainty = call->targets.at[i].certainty;
    }
    return why;
}

static void report(const struct check_input *in, struct findings *f, const struct call *call,
                   const struct mode *why, enum certainty certainty)
{
    const struct program *p = in->program;
    const struct node *node = program_get(p, call->node);
    const char *callee = calls_text(in->contexts->calls, call);
    const struct context_reason *own =
        context_reason_of(&in->contexts->at[call->node.i], CONTEXT_COROUTINE);
    const struct context_reason *reason =
        context_origin(in->contexts, call->node, CONTEXT_COROUTINE);
    struct loc loc = body_event_loc(node->body, call->event);
    struct finding finding = plain_finding(in, f, &rules[0], call->node, loc, callee);
    finding.certainty = own && own->certainty < certainty ? own->certainty : certainty;
    finding.message = arena_printf(
        f->arena, "call to '%s', which must not run in a coroutine, in '%s', which runs in one",
        callee, program_text(p, node->name));
    finding.advice = "call its coroutine form, or leave the coroutine first";
    plain_step(in, f, &finding, PATH_STEP_LEAF, call->node, loc,
               arena_printf(f->arena, "'%s' calls '%s'", program_text(p, node->name), callee));
    if (why->why)
        plain_note(f, &finding, loc_known(why->loc) ? why->loc : loc, why->why);
    if (reason && reason->why)
        plain_note(f, &finding, reason->loc, reason->why);
    plain_add(in, f, &finding);
}

/* What a guard or an assertion says to be in a coroutine runs in one, whoever calls the function.
 */
static bool runs_in_coroutine(const struct live_event *e, uint8_t bits)
{
    return e->mask == CONTEXT_COROUTINE || (e->mask & bits);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const struct program *p = in->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct context *x = &in->contexts->at[i];
        const struct body *body = &in->contexts->bodies->at[i];
        uint8_t bits = context_certain(x, CONTEXT_COROUTINE, in->min_certainty);
        for (uint32_t k = 0; p->nodes.at[i].body && k < body->live.len; k++) {
            enum certainty certainty;
            struct mode pointer;
            const struct call *call =
                calls_find(in->contexts->calls, (struct node_id){i}, body->live.at[k].event);
            const struct mode *why = call && runs_in_coroutine(&body->live.at[k], bits)
                                         ? refusal(in, call, &pointer, &certainty)
                                         : NULL;
            if (why)
                report(in, ret_findings, call, why, certainty);
        }
    }
}

const struct check check_plain_calls = {
    .name = "plain_calls", .rules = rules, .rule_count = COUNT(rules), .run = run};
