/* NS402: a loop in a coroutine that has no bound, and a round of it in which nothing suspends: as
 * long as it turns, no other coroutine runs.
 *
 * Looked at is the *free* part of a loop: the blocks of rounds in which no call suspends. It has a
 * bound if one of the edges that lead out of it depends on something that moves: a counter or
 * cursor of the loop, what an operation returned, a clock, or what is not understood. Where all of
 * them depend on state that the loop does not change, or there is none, nothing ends it: others
 * cannot change the state either, they do not run. Calls that wait, and calls through pointers to
 * unknown functions, which may suspend, are no part of a free round.
 *
 * In a callback of a loop, where nothing suspends, it is a loop that spins (check/loop_spinning.h).
 */
#include "check/loop_spinning.h"
#include "effects/callmap.h"
#include "effects/effects.h"
#include "effects/summary.h"
#include "effects/suspend.h"
#include "link/doomed.h"

#include <string.h>

static const struct check_rule rules[] = {
    {"NS402", "loop-without-suspend", FAMILY_LOOPS, LEVEL_NOTE,
     "An unbounded loop in a coroutine never suspends"},
};

struct spin {
    struct loop_visit *v;
    struct looping *l;
    bool *free;       /* by block: no event of it suspends */
    bool *in_round;   /* by block: in a round in which nothing suspends */
    bool *doomed;     /* by block: the process ends there, which ends the loop too */
    struct str state; /* what an exit depends on */
    bool waits_for_state;
    uint32_t exits; /* blocks from which an edge leads out of the rounds */
    bool skips;     /* some block of the loop suspends */
};

/* ---- what suspends, waits, or may do either ---- */

static bool blocks(const struct spin *s, uint32_t event)
{
    leaf_vec leaves = {0};
    summary_of_call(effects_all_summaries(s->v->in->effects), s->v->in->scratch, s->l->node, event,
                    CONTEXT_COROUTINE, &leaves);
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i]->kind != BLOCK_CPU && leaves.at[i]->kind != BLOCK_FILE)
            return true;
    return false;
}

/* Only in coroutines, and its body is not seen: it may well suspend. */
static bool is_unseen_coroutine(const struct spin *s, struct node_id callee)
{
    const struct context *x = &s->v->in->contexts->at[callee.i];
    return !program_get(s->v->in->program, callee)->body && (x->declared & CONTEXT_COROUTINE);
}

static bool call_may_suspend(const struct spin *s, uint32_t event)
{
    const struct program *p = s->v->in->program;
    const struct call *call = calls_get(s->v->in->contexts->calls, s->l->node, event);
    const struct event_call *c = &s->l->fn->events.at[event].call;
    if (suspend_of_call(effects_suspends(s->v->in->effects), s->l->node, event))
        return true;
    if (call->elsewhere)
        return false;
    if (c->callee_kind != CALLEE_DIRECT)
        return true;
    struct node_id callee = call->callee;
    if (callee.i == FACTS_NONE || program_get(p, callee)->noreturn)
        return false;
    if (is_unseen_coroutine(s, callee) || blocks(s, event))
        return true;
    return program_get(p, callee)->body && writes_calls_pointers(s->v->writes, callee);
}

static bool block_is_free(const struct spin *s, uint32_t block)
{
    const struct block *k = &s->l->fn->blocks.at[block];
    for (uint32_t i = 0; i < k->events.len; i++) {
        uint32_t event = k->events.at[i].i;
        enum event_kind kind = s->l->fn->events.at[event].kind;
        if (kind == EVENT_CALL
                ? call_may_suspend(s, event)
                : suspend_of_call(effects_suspends(s->v->in->effects), s->l->node, event) != NULL)
            return false;
    }
    return true;
}

static void find_free(struct spin *s)
{
    const struct loops *loops = s->l->loops;
    const struct loop *loop = &loops->all.at[s->l->loop];
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t block = loops->blocks.at[loop->first + i];
        s->free[block] = block_is_free(s, block);
        s->skips |= !s->free[block];
    }
    looping_enter_inner(s->l, s->free);
}

/* ---- its bounds ---- */

static bool edge_leads_out(const struct spin *s, const struct edge *e)
{
    const uint8_t *masks = s->v->in->contexts->bodies->at[s->l->node.i].block_masks;
    return (masks[e->to.i] || s->doomed[e->to.i]) && !s->in_round[e->to.i];
}

/* An exit whose state the loop hands to a function that is not seen: does it wait for it to become
 * true, or is it a flag? Then it is no queue that the function drains. */
static bool waits_for_flag(const struct spin *s, uint32_t block)
{
    const struct block *k = &s->l->fn->blocks.at[block];
    if (k->term != TERM_BRANCH || k->cond.kind != COND_TRUTH)
        return false;
    if (edge_leads_out(s, &s->l->fn->edges.at[k->first_edge]))
        return true; /* it goes on while the value is zero */
    const struct value *v = function_value(s->l->fn, k->cond.value);
    const struct path_step *last =
        v->kind == VALUE_PATH ? path_last(s->l->fn, function_path(s->l->fn, v->path)) : NULL;
    const struct facts *f = program_get(s->v->in->program, s->l->node)->facts;
    return last && last->kind == STEP_FIELD &&
           facts_entity(f, last->field)->shape.kind == SHAPE_BOOL;
}

/* Does what decides at the block bound the free rounds? */
static bool bounds(struct spin *s, uint32_t block)
{
    struct read r = looping_decides(s->l, block);
    if (r.kind == READ_HANDED && waits_for_flag(s, block))
        r.kind = READ_STATE;
    if (r.kind != READ_STATE)
        return r.kind != READ_NOTHING;
    s->waits_for_state = true;
    s->state = r.state;
    return false;
}

static bool is_bounded(struct spin *s)
{
    const struct loops *loops = s->l->loops;
    const struct loop *loop = &loops->all.at[s->l->loop];
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t at = loops->blocks.at[loop->first + i];
        const struct block *k = &s->l->fn->blocks.at[at];
        bool out = false;
        for (uint32_t e = 0; s->in_round[at] && e < k->edge_len; e++)
            out |= edge_leads_out(s, &s->l->fn->edges.at[k->first_edge + e]);
        s->exits += out;
        if (out && bounds(s, at))
            return true;
    }
    return false;
}

/* ---- the finding ---- */

static const char *why(const struct spin *s)
{
    struct arena *a = s->v->findings->arena;
    const char *state = s->state.i ? program_text(s->v->in->program, s->state) : "";
    if (!s->waits_for_state)
        return s->skips ? "loop has no bound, and a round of it can pass without a suspension point"
                        : "loop has no bound and no suspension point";
    if (!*state || strpbrk(state, "[]{}"))
        return "loop has no suspension point, and ends by state that nobody changes meanwhile";
    return arena_printf(a, "loop has no suspension point, and nobody changes '%s' meanwhile",
                        state);
}

static void report(const struct loop_visit *v, const struct looping *l, uint8_t mask,
                   const char *message, const char *advice)
{
    struct arena *a = v->findings->arena;
    const char *name = program_text(v->in->program, program_get(v->in->program, l->node)->name);
    struct finding f =
        loop_finding(v, l, mask, &rules[0], arena_printf(a, "'%s' loops here", name), "loop");
    f.steps.at[0].kind = PATH_STEP_LEAF;
    f.message = message;
    f.advice = advice;
    loop_finding_add(v, l, mask, &f);
}

/* In a coroutine; NULL: it has a bound. */
static const char *never_suspends(struct loop_visit *v, struct looping *l)
{
    uint32_t count = l->fn->blocks.len + 1;
    struct spin s = {.v = v, .l = l};
    s.free = arena_new_array(v->in->scratch, bool, count);
    s.in_round = arena_new_array(v->in->scratch, bool, count);
    s.doomed = arena_new_array(v->in->scratch, bool, count);
    doomed_find(v->in->contexts->bodies, l->node, s.doomed);
    find_free(&s);
    return looping_rounds(l, s.free, s.in_round) && !is_bounded(&s) ? why(&s) : NULL;
}

static void each(struct loop_visit *v, struct looping *l, uint8_t mask)
{
    struct doings **doings = v->context;
    const char *message = mask & CONTEXT_COROUTINE ? never_suspends(v, l) : NULL;
    if (message) {
        report(v, l, mask & CONTEXT_COROUTINE, message,
               "suspend once in a while, or bound the work that is done at a time");
        return;
    }
    if (!*doings)
        *doings = doings_new(v->in->contexts, v->writes);
    message = loop_spins(v, *doings, l, mask);
    if (message)
        report(v, l, mask, message, "return, and go on where the event is that ends the wait");
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct doings *doings = NULL;
    struct loop_visit v = {.in = in, .findings = ret_findings, .each = each, .context = &doings};
    loop_visit_all(&v, CONTEXT_COROUTINE | CONTEXT_LOOP);
    doings_free(doings);
    callmap_free(v.callers);
}

const struct check check_spins = {
    .name = "spins", .rules = rules, .rule_count = COUNT(rules), .run = run};
