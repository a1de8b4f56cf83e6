/* NS999: an example to copy, in no list: a function that runs on the event loop calls itself, so
 * that its depth, and the time until the loop goes on, depend on data.
 *
 * The first lines of a check say what is reported and why. check.h has the steps for a new one.
 */
#include "check/check.h"
#include "check/plain_finding.h"
#include "contexts/context.h"

/* Ids are for ever; the name reads after "allow"; the title is a sentence without full stop. */
static const struct check_rule rules[] = {
    {"NS999", "template-recursion", FAMILY_LOOPS, LEVEL_WARNING,
     "A function of the event loop calls itself"},
};

/* What a check adds: where it is placed, a message whose first clause stands alone, what to do
 * about it, the steps that prove it (the last one is the leaf), and notes on other places. */
static void report(const struct check_input *in, struct findings *f, struct node_id n,
                   const struct event *e)
{
    const struct program *p = in->program;
    const char *name = program_text(p, program_get(p, n)->name);
    const struct context *context = &in->contexts->at[n.i];
    const struct context_reason *reason = context_reason_of(context, context->bits);
    struct finding finding = plain_finding(in, f, &rules[0], n, e->loc, name);
    finding.certainty = reason->certainty;
    finding.message = arena_printf(f->arena, "'%s' calls itself on the event loop", name);
    finding.advice = "do it in rounds";
    plain_step(in, f, &finding, PATH_STEP_LEAF, n, e->loc,
               arena_printf(f->arena, "'%s' calls '%s'", name, name));
    if (reason->why)
        plain_note(f, &finding, reason->loc, reason->why);
    plain_add(in, f, &finding);
}

/* LIVE are the events of a function that can run at all, with the contexts in which they do: dead
 * code, and what a guard keeps off the loop, need no care here. */
static void check_function(const struct check_input *in, struct findings *f, struct node_id n)
{
    const struct node *node = program_get(in->program, n);
    const struct body *body = &in->contexts->bodies->at[n.i];
    for (uint32_t i = 0; i < body->live.len; i++) {
        const struct event *e = &node->body->events.at[body->live.at[i].event];
        bool on_loop = body->live.at[i].mask & CONTEXT_LOOP &
                       context_at(&in->contexts->at[n.i], body->live.at[i].event);
        if (on_loop && e->kind == EVENT_CALL &&
            calls_get(in->contexts->calls, n, body->live.at[i].event)->callee.i == n.i)
            report(in, f, n, e);
    }
}

/* All functions of the program, in the order in which they were read: findings are sorted later. */
static void run(const struct check_input *in, struct findings *ret_findings)
{
    for (uint32_t i = 0; i < in->program->nodes.len; i++)
        if (in->program->nodes.at[i].body)
            check_function(in, ret_findings, (struct node_id){i});
}

const struct check check_template = {
    .name = "template", .rules = rules, .rule_count = COUNT(rules), .run = run};
