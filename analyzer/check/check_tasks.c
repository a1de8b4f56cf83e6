/* NS205, NS206: handles of tasks that are dropped, coroutines that are never started. */
#include "check/check.h"
#include "check/plain_finding.h"
#include "contexts/context.h"
#include "effects/tasks/handles.h"

#include <string.h>

enum { DROPPED_HANDLE, NEVER_STARTED };
static const struct check_rule rules[] = {
    [DROPPED_HANDLE] = {"NS205", "dropped-task-handle", FAMILY_TASKS, LEVEL_WARNING,
                        "The handle of a new task is dropped though it must be kept"},
    [NEVER_STARTED] = {"NS206", "task-never-started", FAMILY_TASKS, LEVEL_WARNING,
                       "A coroutine is created and never started"},
};

static const struct pack *pack_of(const struct check_input *in, const struct rule_callback *r)
{
    for (uint32_t i = 0; i < in->roles->packs.len; i++)
        if (str_eq(in->roles->packs.at[i]->name, r->origin.pack))
            return in->roles->packs.at[i];
    return NULL;
}

/* The first function that the pack names for the purpose; NULL none. */
static const char *function_for(const struct check_input *in, const struct spawn *s, bool start)
{
    const struct pack *k = pack_of(in, s->rule);
    uint32_t len = !k ? 0 : start ? k->task_starts.len : k->task_ends.len;
    for (uint32_t i = 0; i < len; i++) {
        const struct callee *c = start ? &k->task_starts.at[i].callee : &k->task_ends.at[i].callee;
        if (c->functions.len || c->macros.len)
            return program_text(in->program,
                                c->functions.len ? c->functions.at[0] : c->macros.at[0]);
    }
    return NULL;
}

static bool is_main(const struct check_input *in, struct node_id n)
{
    return !strcmp(program_text(in->program, program_get(in->program, n)->name), "main");
}

/* The call itself, and through the project's own functions the one that it comes from. */
static void add_steps(const struct check_input *in, struct handles *h, struct findings *f,
                      const struct spawn *s, struct finding *finding)
{
    const struct program *p = in->program;
    struct spawn from = handles_origin(h, s);
    const struct spawn *ends[2] = {s, &from};
    bool wrapped = s->callee.i != FACTS_NONE;
    for (int i = 0; i < (wrapped ? 2 : 1); i++)
        plain_step(in, f, finding, i || !wrapped ? PATH_STEP_LEAF : PATH_STEP_CALL, ends[i]->node,
                   program_get(p, ends[i]->node)->body->events.at[ends[i]->event].loc,
                   arena_printf(f->arena, "'%s' calls '%s'",
                                program_text(p, program_get(p, ends[i]->node)->name),
                                handles_call_name(p, ends[i]->node, ends[i]->event)));
    if (wrapped)
        plain_note(f, finding, program_get(p, from.node)->body->events.at[from.event].loc,
                   arena_printf(f->arena, "'%s' is called here in '%s'",
                                handles_call_name(p, from.node, from.event),
                                program_text(p, program_get(p, from.node)->name)));
}

static struct finding finding_at(const struct check_input *in, struct findings *f,
                                 const struct check_rule *rule, const struct spawn *s)
{
    return plain_finding(in, f, rule, s->node,
                         program_get(in->program, s->node)->body->events.at[s->event].loc,
                         handles_call_name(in->program, s->node, s->event));
}

static void report_unstarted(const struct check_input *in, struct handles *h, struct findings *f,
                             const struct spawn *s)
{
    struct finding finding = finding_at(in, f, &rules[NEVER_STARTED], s);
    const char *start = function_for(in, s, true);
    finding.message =
        arena_printf(f->arena, "the coroutine that '%s' creates is never started or handed on",
                     handles_call_name(in->program, s->node, s->event));
    finding.advice = start ? arena_printf(f->arena, "start it with '%s'", start) : "start it";
    add_steps(in, h, f, s, &finding);
    plain_add(in, f, &finding);
}

static void report_dropped(const struct check_input *in, struct handles *h, struct findings *f,
                           const struct spawn *s, const struct handle_fate *fate, bool always)
{
    struct finding finding = finding_at(in, f, &rules[DROPPED_HANDLE], s);
    const char *name = handles_call_name(in->program, s->node, s->event);
    const char *end = function_for(in, s, false);
    finding.message =
        arena_printf(f->arena,
                     always ? "the handle from '%s' is dropped, so that nothing joins or closes it"
                            : "the handle from '%s' is dropped on some path, where nothing joins "
                              "or closes it",
                     name);
    finding.advice = end ? arena_printf(f->arena, "keep it, and end it with '%s'", end)
                         : "keep it, and join or close it";
    add_steps(in, h, f, s, &finding);
    if (!always)
        plain_note(
            f, &finding, fate->left_at,
            arena_printf(f->arena, "'%s' goes on from here without the handle",
                         program_text(in->program, program_get(in->program, s->node)->name)));
    plain_add(in, f, &finding);
}

static void check_spawn(const struct check_input *in, struct handles *h, struct findings *f,
                        const struct spawn *s)
{
    struct handle_fate all = handles_follow(h, s, 0);
    if (!all.known)
        return;
    if (s->later && !(all.used & ~HANDLE_ENDED)) {
        if (all.left)
            report_unstarted(in, h, f, s);
        return;
    }
    uint8_t kept = HANDLE_ENDED | HANDLE_STORED | HANDLE_RETURNED | HANDLE_GIVEN;
    if (!s->must_keep)
        return;
    struct handle_fate fate = handles_follow(h, s, kept);
    if (!fate.known || !fate.left)
        return;
    bool always = !(all.used & kept);
    if (always || !is_main(in, s->node)) /* what main leaves open, the end of the process closes */
        report_dropped(in, h, f, s, &fate, always);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const struct program *p = in->program;
    struct handles *h = handles_new(in->contexts, in->values);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct body *body = &in->contexts->bodies->at[i];
        const struct function *fn = p->nodes.at[i].body;
        for (uint32_t k = 0; fn && k < body->live.len; k++) {
            struct spawn s;
            if (fn->events.at[body->live.at[k].event].kind == EVENT_CALL &&
                handles_spawn(h, (struct node_id){i}, body->live.at[k].event, &s))
                check_spawn(in, h, ret_findings, &s);
        }
    }
    handles_free(h);
}

const struct check check_tasks = {
    .name = "tasks", .rules = rules, .rule_count = COUNT(rules), .run = run};
