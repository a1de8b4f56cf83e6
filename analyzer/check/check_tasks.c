/* NS205, NS206: handles of tasks that are dropped, or freed while the loop has them; coroutines
 * that are never started. */
#include "check/check.h"
#include "check/plain_finding.h"
#include "contexts/context.h"
#include "effects/effects.h"
#include "effects/tasks/escapes.h"
#include "effects/tasks/handles.h"

#include <string.h>

enum { DROPPED_HANDLE, NEVER_STARTED };
static const struct check_rule rules[] = {
    [DROPPED_HANDLE] = {"NS205", "dropped-task-handle", FAMILY_TASKS, LEVEL_WARNING,
                        "The handle of a new task is dropped though it must be kept"},
    [NEVER_STARTED] = {"NS206", "task-never-started", FAMILY_TASKS, LEVEL_WARNING,
                       "A coroutine is created and never started"},
};

static const struct pack *pack_of(const struct check_input *in, const struct rule_origin *rule)
{
    for (uint32_t i = 0; i < in->roles->packs.len; i++)
        if (str_eq(in->roles->packs.at[i]->name, rule->pack))
            return in->roles->packs.at[i];
    return NULL;
}

/* The first function that the rule's pack names for the purpose; NULL none. */
static const char *function_for(const struct check_input *in, const struct rule_origin *rule,
                                bool start)
{
    const struct pack *k = pack_of(in, rule);
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
        plain_step(
            in, f, finding, i || !wrapped ? PATH_STEP_LEAF : PATH_STEP_CALL, ends[i]->node,
            program_get(p, ends[i]->node)->body->events.at[ends[i]->event].loc,
            arena_printf(f->arena, "'%s' calls '%s'",
                         program_text(p, program_get(p, ends[i]->node)->name),
                         handles_call_name(in->contexts->calls, ends[i]->node, ends[i]->event)));
    if (wrapped)
        plain_note(f, finding, program_get(p, from.node)->body->events.at[from.event].loc,
                   arena_printf(f->arena, "'%s' is called here in '%s'",
                                handles_call_name(in->contexts->calls, from.node, from.event),
                                program_text(p, program_get(p, from.node)->name)));
}

static struct finding finding_at(const struct check_input *in, struct findings *f,
                                 const struct check_rule *rule, const struct spawn *s)
{
    return plain_finding(in, f, rule, s->node,
                         program_get(in->program, s->node)->body->events.at[s->event].loc,
                         handles_call_name(in->contexts->calls, s->node, s->event));
}

static void report_unstarted(const struct check_input *in, struct handles *h, struct findings *f,
                             const struct spawn *s)
{
    struct finding finding = finding_at(in, f, &rules[NEVER_STARTED], s);
    const char *start = function_for(in, &s->rule->origin, true);
    finding.message =
        arena_printf(f->arena, "the coroutine that '%s' creates is never started or handed on",
                     handles_call_name(in->contexts->calls, s->node, s->event));
    finding.advice = start ? arena_printf(f->arena, "start it with '%s'", start) : "start it";
    add_steps(in, h, f, s, &finding);
    plain_add(in, f, &finding);
}

static void report_dropped(const struct check_input *in, struct handles *h, struct findings *f,
                           const struct spawn *s, const struct handle_fate *fate, bool always)
{
    struct finding finding = finding_at(in, f, &rules[DROPPED_HANDLE], s);
    const char *name = handles_call_name(in->contexts->calls, s->node, s->event);
    const char *end = function_for(in, &s->rule->origin, false);
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

/* Does it stand for an answer? The path that forgets it is NS208's. */
static bool is_answer(const struct check_input *in, const struct spawn *s)
{
    struct str name = calls_get(in->contexts->calls, s->node, s->event)->name;
    for (uint32_t k = 0; k < in->roles->packs.len; k++)
        for (uint32_t r = 0; r < in->roles->packs.at[k]->completions.len; r++)
            if (roles_named(in->program, &in->roles->packs.at[k]->completions.at[r].made, name))
                return true;
    return false;
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
    /* what main leaves open, the end of the process closes */
    if (always || (!is_main(in, s->node) && !is_answer(in, s)))
        report_dropped(in, h, f, s, &fate, always);
}

/* ---- memory that is freed while the loop has it ---- */

static void report_freed(const struct check_input *in, const struct escapes *e, struct findings *f,
                         const struct escape *x)
{
    const struct program *p = in->program;
    const struct calls *calls = in->contexts->calls;
    const char *name = handles_call_name(calls, x->node, x->event);
    const char *end = x->rule->until.len ? program_text(p, x->rule->until.at[0]) : NULL;
    const char *closes = function_for(in, &x->rule->origin, false);
    struct finding finding =
        plain_finding(in, f, &rules[DROPPED_HANDLE], x->node,
                      program_get(p, x->node)->body->events.at[x->event].loc, name);
    finding.message =
        arena_printf(f->arena, "what '%s' is given is freed while the loop still has it", name);
    finding.advice =
        end      ? arena_printf(f->arena, "call '%s' before it is freed", end)
        : closes ? arena_printf(f->arena,
                                "free it when the loop has let go of it: a request in its own "
                                "callback, a handle in the callback of '%s'",
                                closes)
                 : "free it when the loop has let go of it";
    struct escape at = *x, below;
    for (bool more = true; more; at = below) {
        more = escape_below(e, &at, &below);
        plain_step(in, f, &finding, more ? PATH_STEP_CALL : PATH_STEP_LEAF, at.node,
                   program_get(p, at.node)->body->events.at[at.event].loc,
                   arena_printf(f->arena, "'%s' calls '%s'",
                                program_text(p, program_get(p, at.node)->name),
                                handles_call_name(calls, at.node, at.event)));
        if (!more)
            break;
    }
    struct node_id by = x->freed_in.i != FACTS_NONE ? x->freed_in : x->node;
    plain_note(
        f, &finding, x->ends[ESCAPE_FREED].at,
        arena_printf(f->arena, "'%s' frees it here", program_text(p, program_get(p, by)->name)));
    plain_add(in, f, &finding);
}

static void run_freed(const struct check_input *in, struct findings *f)
{
    struct escapes *e = effects_escapes(in->effects);
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        escape_vec all = {0};
        escapes_freed(e, in->scratch, (struct node_id){i}, &all);
        for (uint32_t k = 0; k < all.len; k++)
            report_freed(in, e, f, &all.at[k]);
        arena_reset(in->scratch);
    }
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
    run_freed(in, ret_findings);
}

const struct check check_tasks = {
    .name = "tasks", .rules = rules, .rule_count = COUNT(rules), .run = run};
