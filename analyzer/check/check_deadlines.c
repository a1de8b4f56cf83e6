/* NS403: a suspension without a time limit, where the framework has a form with one. */
#include "check/loop_finding.h"
#include "values/aval.h"

static const struct check_rule rules[] = {
    {"NS403", "suspend-without-deadline", FAMILY_LOOPS, LEVEL_OFF,
     "A coroutine waits without a deadline"},
};

/* The rule by which the call has no limit, NULL: none. */
static const struct rule_deadline *unlimited(const struct check_input *in, struct node_id n,
                                             uint32_t event)
{
    const struct name_roles *r = calls_get(in->contexts->calls, n, event)->roles;
    struct aval args[AVAL_MAX_ARGS];
    if (!r || !r->deadlines.len)
        return NULL;
    uint32_t len = aval_args(in->values, n, event, args);
    for (uint32_t i = 0; i < r->deadlines.len; i++) {
        const struct rule_deadline *d = r->deadlines.at[i];
        if (callee_arity_fits(&d->callee, len) &&
            (!d->when.len || aval_any(in->values, &d->when, args, len) == TRI_YES))
            return d;
    }
    return NULL;
}

static void check_call(const struct check_input *in, struct findings *f, struct node_id n,
                       const struct live_event *live)
{
    const struct node *node = program_get(in->program, n);
    const struct event *e = &node->body->events.at[live->event];
    const struct rule_deadline *rule = e->kind == EVENT_CALL ? unlimited(in, n, live->event) : NULL;
    if (!rule)
        return;
    const char *callee = calls_text_at(in->program, n, live->event);
    struct finding finding = plain_finding(in, f, &rules[0], n, e->loc, callee);
    finding.certainty = CERTAINTY_ALWAYS;
    finding.message = arena_printf(f->arena, "call to '%s' waits without a time limit", callee);
    finding.advice = arena_printf(f->arena, "use %s",
                                  rule->instead ? rule->instead : "a form with a time limit");
    plain_step(
        in, f, &finding, PATH_STEP_LEAF, n, e->loc,
        arena_printf(f->arena, "'%s' calls '%s'", program_text(in->program, node->name), callee));
    plain_note(f, &finding, e->loc,
               arena_printf(f->arena, "'%s' is called here in '%s'", callee,
                            program_text(in->program, node->name)));
    const struct context_reason *reason = context_origin(in->contexts, n, live->mask);
    if (reason && reason->why)
        plain_note(f, &finding, reason->loc, reason->why);
    plain_add(in, f, &finding);
}

/* The form without a limit is often made of the one with. */
static bool is_form(const struct check_input *in, const struct node *node)
{
    const struct name_roles *r = roles_function(in->roles, node->name);
    return r && r->deadlines.len;
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const struct program *p = in->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct body *body = &in->contexts->bodies->at[i];
        bool own = !p->nodes.at[i].body || is_form(in, &p->nodes.at[i]);
        for (uint32_t k = 0; !own && k < body->live.len; k++)
            if (body->live.at[k].mask & CONTEXT_COROUTINE)
                check_call(in, ret_findings, (struct node_id){i}, &body->live.at[k]);
    }
}

const struct check check_deadlines = {
    .name = "deadlines", .rules = rules, .rule_count = COUNT(rules), .run = run};
