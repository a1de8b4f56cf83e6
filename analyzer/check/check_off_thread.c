/* NS601: a call that belongs to the loop's thread, made on another one. NS602: made in a handler of
 * a signal.
 *
 * Of other threads only what no code of the loop and nothing from main reaches is looked at: what
 * both call is often handed a loop of its own, and where it is not, guards say so. Silent are calls
 * on what a thread has made for itself, and what it does under the loop's big lock. Where the loop
 * runs on a thread of its own, main is another one from where it starts that thread until it has
 * joined it.
 */
#include "check/plain_finding.h"
#include "check/rule_use.h"
#include "effects/effects.h"
#include "effects/owned.h"

static const struct check_rule rules[] = {
    {"NS601", "loop-call-off-thread", FAMILY_THREADS, LEVEL_WARNING,
     "A call that belongs to the loop's thread is made on another one"},
    {"NS602", "loop-call-in-signal-handler", FAMILY_THREADS, LEVEL_WARNING,
     "A call of the event loop is made in a handler of a signal"},
};

enum { OFF_THREAD, IN_HANDLER };

/* From the entry down to the call. */
static void add_path(const struct check_input *in, struct findings *f, const struct elsewhere *e,
                     struct node_id n, struct finding *ret)
{
    const struct elsewhere_reached *at = &e->at[n.i];
    if (at->caller.i == FACTS_NONE || !at->entry)
        return;
    add_path(in, f, e, at->caller, ret);
    const char *caller = program_text(in->program, program_get(in->program, at->caller)->name);
    plain_step(in, f, ret, PATH_STEP_CALL, at->caller,
               body_event_loc(program_get(in->program, at->caller)->body, at->event),
               arena_printf(f->arena, "'%s' calls '%s'", caller,
                            program_text(in->program, program_get(in->program, n)->name)));
}

/* Where one call of the way may run several functions, one of them is meant by it; behind two such
 * calls, or one that the loop makes as well, there are so many ways that most of what they lead to
 * never runs there. */
static enum certainty certainty_behind(uint32_t choices)
{
    return choices == 0 ? CERTAINTY_ALWAYS : choices == 1 ? CERTAINTY_USUALLY : CERTAINTY_DEPENDS;
}

static void report(const struct check_input *in, struct findings *f, const struct elsewhere *e,
                   int rule, const struct call *call, const struct elsewhere_entry *entry)
{
    const struct program *p = in->program;
    struct loc loc = body_event_loc(program_get(p, call->node)->body, call->event);
    const char *callee = calls_text(in->contexts->calls, call);
    struct finding finding = plain_finding(in, f, &rules[rule], call->node, loc, callee);
    finding.certainty = certainty_behind(e->at[call->node.i].choices);
    finding.message =
        rule == IN_HANDLER
            ? arena_printf(f->arena, "call to '%s' is made in a handler of a signal", callee)
            : arena_printf(f->arena,
                           "call to '%s' belongs to the loop's thread, and is made on another one",
                           callee);
    finding.advice =
        rule == IN_HANDLER
            ? "write to a pipe that the loop reads, or use the loop's own signal watcher"
            : "hand it to the loop's thread, which it is woken for";
    add_path(in, f, e, call->node, &finding);
    plain_step(in, f, &finding, PATH_STEP_LEAF, call->node, loc,
               arena_printf(f->arena, "'%s' calls '%s'",
                            program_text(p, program_get(p, call->node)->name), callee));
    plain_note(f, &finding, entry->loc, arena_strdup(f->arena, entry->why));
    plain_add(in, f, &finding);
}

/* What evthread_use_pthreads and its kin make safe for threads is not made so for handlers, which
 * may have interrupted the one that holds the lock: `unless` does not count there. */
static bool is_loop_call(const struct check_input *in, const struct call *call, int rule)
{
    struct aval args[AVAL_MAX_ARGS];
    const struct name_roles *r = call->roles;
    const struct node *callee =
        call->callee.i == FACTS_NONE ? NULL : program_get(in->program, call->callee);
    if (!r || r->thread_safe || (callee && callee->body && !callee->entity->is_inline))
        return false; /* the library's own code calls itself as it knows how */
    if (rule == IN_HANDLER && r->signal_unsafe)
        return true;
    uint32_t len = r->loop_calls.len ? aval_args(in->values, call->node, call->event, args) : 0;
    for (uint32_t i = 0; i < r->loop_calls.len; i++) {
        struct rule_use u = *r->loop_calls.at[i];
        if (rule == IN_HANDLER)
            u.unless.len = 0;
        if (rule_use_holds(in, &u, args, len))
            return true;
    }
    return false;
}

/* OWN: NULL in handlers of signals, which interrupt whoever it is. */
static void check_function(const struct check_input *in, struct findings *f, struct elsewhere *e,
                           struct owned *own, struct node_id n)
{
    const call_vec *rows = &in->contexts->calls->at[n.i];
    const struct elsewhere_entry *entry = &e->entries.at[e->at[n.i].entry - 1];
    for (uint32_t i = 0; i < rows->len; i++)
        if (elsewhere_live(e, n, rows->at[i].event) &&
            is_loop_call(in, &rows->at[i], own ? OFF_THREAD : IN_HANDLER) &&
            !(own && elsewhere_holds(e, n, rows->at[i].event)) &&
            !(own && owned_by_call(own, &rows->at[i])))
            report(in, f, e, own ? OFF_THREAD : IN_HANDLER, &rows->at[i], entry);
}

static bool is_only_elsewhere(const struct elsewhere *e, struct node_id n)
{
    const struct context *x = &e->contexts->at[n.i];
    return e->at[n.i].unlocked && !e->at[n.i].own_loop && !x->at_start &&
           !(x->bits & (CONTEXT_LOOP | CONTEXT_COROUTINE));
}

static void check_reached(const struct check_input *in, struct findings *f,
                          enum elsewhere_kind kind)
{
    struct elsewhere *e = elsewhere_new(in->contexts, effects_locks(in->effects), kind);
    struct owned *own = kind == ELSEWHERE_SIGNAL ? NULL : owned_new(e);
    for (uint32_t i = 0; i < in->program->nodes.len; i++)
        if (e->at[i].entry && (!own || is_only_elsewhere(e, (struct node_id){i})))
            check_function(in, f, e, own, (struct node_id){i});
    owned_free(own);
    elsewhere_free(e);
}

/* ---- the loop on a thread of its own ---- */

static bool main_runs_loop(const struct check_input *in)
{
    for (uint32_t i = 0; i < in->program->nodes.len; i++)
        for (uint32_t k = 0; k < in->contexts->calls->at[i].len; k++) {
            const struct name_roles *r = in->contexts->calls->at[i].at[k].roles;
            if (r && r->run_loops.len && in->contexts->at[i].at_start)
                return true;
        }
    return false;
}

/* The calls of the function that starts the loop's thread, from there on until it joins it. */
static void check_starter(const struct check_input *in, struct findings *f, struct elsewhere *e,
                          uint32_t number)
{
    const struct elsewhere_entry *entry = &e->entries.at[number];
    const struct function *fn = program_get(in->program, entry->by)->body;
    const struct body *body = &in->contexts->bodies->at[entry->by.i];
    bool *seen = arena_new_array(in->scratch, bool, fn->blocks.len + 1);
    uint32_t *stack = arena_new_array(in->scratch, uint32_t, fn->blocks.len + 1), depth = 1;
    uint32_t at = body->position_of[entry->event] + 1;
    if (!body->block_of[entry->event])
        return;
    for (stack[0] = body->block_of[entry->event] - 1; depth; at = 0) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        bool joined = false;
        for (; at < k->events.len && !joined; at++) {
            const struct call *call =
                calls_find(in->contexts->calls, entry->by, k->events.at[at].i);
            joined = call && call->roles && call->roles->joins;
            if (call && is_loop_call(in, call, OFF_THREAD))
                report(in, f, e, OFF_THREAD, call, entry);
            else if (call && !joined)
                elsewhere_follow(e, number + 1, entry->by, call->event);
        }
        for (uint32_t i = 0; i < k->edge_len && !joined; i++) {
            uint32_t to = fn->edges.at[k->first_edge + i].to.i;
            if (!seen[to])
                seen[to] = true, stack[depth++] = to;
        }
    }
}

static void check_starters(const struct check_input *in, struct findings *f)
{
    struct elsewhere *e = elsewhere_new(in->contexts, effects_locks(in->effects), ELSEWHERE_THREAD);
    struct owned *own = owned_new(e);
    for (uint32_t i = 0; i < in->program->nodes.len; i++)
        e->at[i].entry = 0;
    for (uint32_t i = 0; i < e->entries.len; i++)
        if (e->entries.at[i].runs_loop && e->entries.at[i].by.i != FACTS_NONE &&
            in->contexts->at[e->entries.at[i].by.i].at_start)
            check_starter(in, f, e, i);
    for (uint32_t i = 0; i < in->program->nodes.len; i++)
        if (e->at[i].entry && !e->at[i].own_loop && !in->contexts->at[i].bits)
            check_function(in, f, e, own, (struct node_id){i});
    owned_free(own);
    elsewhere_free(e);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    bool thread = in->enabled[check_rule_index(&rules[OFF_THREAD])];
    if (thread)
        check_reached(in, ret_findings, ELSEWHERE_THREAD);
    if (thread && !main_runs_loop(in))
        check_starters(in, ret_findings);
    if (in->enabled[check_rule_index(&rules[IN_HANDLER])])
        check_reached(in, ret_findings, ELSEWHERE_SIGNAL);
    arena_reset(in->scratch);
}

const struct check check_off_thread = {
    .name = "off_thread", .rules = rules, .rule_count = COUNT(rules), .run = run};
