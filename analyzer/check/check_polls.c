/* NS401: a loop in async code sleeps and tests a condition again, where it could wait for the event
 * that makes it true.
 *
 * Such a loop does nothing but look and sleep, and one of its exits depends on state that something
 * else changes; or it has rounds in which it only looks and sleeps, and others, in which it works
 * off what something else has set. A loop that works in each round is a ticker, one that ends by a
 * count or a clock only is a delay, one that tries an operation again backs off: none of them
 * polls.
 */
#include "check/loop_finding.h"
#include "link/suspend.h"

#include <string.h>

#define HELPERS 3     /* functions below the loop that may do the sleeping */
#define MAX_EXITS 100 /* of a loop that are looked at */

struct poll {
    struct loop_visit *v;
    struct looping *l;
    uint8_t mask;
    VEC(struct looping_event) sleeps; /* of the loop itself */
    uint32_t sleep;                   /* event of the loop that is shown */
    bool *idle;                       /* by block: of a round in which the loop does nothing else */
    bool works;                       /* in other rounds it does */
};

static bool sleeps_by_role(const struct name_roles *r)
{
    for (uint32_t i = 0; r && i < r->blocking.len; i++)
        if (r->blocking.at[i]->kind == BLOCK_SLEEP && !r->blocking.at[i]->event)
            return true;
    return r && r->sleeps;
}

/* A message: its result is not wanted, and a text goes with it. */
static bool is_message(const struct function *fn, const struct event_call *c)
{
    if (c->use != USE_IGNORED && c->use != USE_VOID)
        return false;
    for (uint32_t i = 0; i < c->arg_len; i++)
        if (function_value(fn, fn->args.at[c->first_arg + i])->kind == VALUE_STRING)
            return true;
    return false;
}

static bool is_lock_or_builtin(const struct program *p, const struct name_roles *r, struct str name)
{
    return (r && (r->acquires.len || r->releases.len || r->is_noreturn)) ||
           !strncmp(program_text(p, name), "__builtin_", 10);
}

/* What an event means for a loop that may only look and sleep. */
enum doing { DOING_NOTHING, DOING_SLEEP, DOING_WORK };

static enum doing function_does(struct loop_visit *v, struct node_id n, uint32_t depth);

static enum doing call_does(struct loop_visit *v, struct node_id n, uint32_t event, uint32_t depth)
{
    const struct program *p = v->in->program;
    const struct node *node = program_get(p, n);
    const struct event_call *c = &node->body->events.at[event].call;
    struct str name = call_name(p, node->facts, node->body, c);
    const struct name_roles *r = roles_function(v->in->roles, name);
    if (sleeps_by_role(r))
        return DOING_SLEEP;
    if (effects_look(v->effects, n, event) != LOOK_NO || is_lock_or_builtin(p, r, name))
        return DOING_NOTHING;
    struct node_id callee = call_node(node->facts, c);
    if (callee.i != FACTS_NONE && program_get(p, callee)->noreturn)
        return DOING_NOTHING;
    bool seen = callee.i != FACTS_NONE && program_get(p, callee)->body;
    enum doing below = seen && depth < HELPERS ? function_does(v, callee, depth + 1) : DOING_WORK;
    return below == DOING_WORK && is_message(node->body, c) ? DOING_NOTHING : below;
}

/* A store that others see, but for counting: n++. */
static bool is_work(const struct program *p, struct node_id n, const struct event_assign *a)
{
    const struct function *fn = program_get(p, n)->body;
    const struct value *from = function_value(fn, a->from);
    const char *to = program_text(p, function_path(fn, a->to)->text);
    bool counts = from->kind == VALUE_UNKNOWN && from->text.i && *to &&
                  strstr(program_text(p, from->text), to);
    return effects_stores_outside(p, n, a->to) && !counts;
}

static enum doing event_does(struct loop_visit *v, struct node_id n, uint32_t event, uint32_t depth)
{
    const struct event *e = &program_get(v->in->program, n)->body->events.at[event];
    switch (e->kind) {
    case EVENT_CALL:
        return call_does(v, n, event, depth);
    case EVENT_ASSIGN:
        return is_work(v->in->program, n, &e->assign) ? DOING_WORK : DOING_NOTHING;
    case EVENT_MACRO:
        return sleeps_by_role(roles_macro(v->in->roles, e->macro.name)) ? DOING_SLEEP
                                                                        : DOING_NOTHING;
    case EVENT_GUARD:
    case EVENT_CLEANUP:
    case EVENT_RETURN:
        break;
    }
    return DOING_NOTHING;
}

static enum doing function_does(struct loop_visit *v, struct node_id n, uint32_t depth)
{
    const struct function *fn = program_get(v->in->program, n)->body;
    enum doing all = DOING_NOTHING;
    for (uint32_t i = 0; i < fn->events.len && all != DOING_WORK; i++) {
        enum doing does = event_does(v, n, i, depth);
        all = does > all ? does : all;
    }
    return all;
}

/* ---- the loop ---- */

/* The blocks of rounds in which the loop only looks and sleeps. False: there is none. */
static bool find_idle(struct poll *poll)
{
    struct looping *l = poll->l;
    const struct loop *loop = &l->loops->all.at[l->loop];
    bool *free = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    poll->idle = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    for (uint32_t i = 0; i < loop->len; i++)
        free[l->loops->blocks.at[loop->first + i]] = true;
    for (uint32_t i = 0; i < l->events.len; i++) {
        uint32_t event = l->events.at[i].event, block = l->events.at[i].block;
        enum doing does = event_does(poll->v, l->node, event, 0);
        if (does == DOING_WORK) {
            free[block] = false;
            poll->works = true;
        } else if (does == DOING_SLEEP && l->loops->innermost[block] == l->loop) {
            vec_push(l->arena, &poll->sleeps, l->events.at[i]);
        }
    }
    if (!poll->sleeps.len || !looping_rounds(l, free, poll->idle))
        return false;
    for (uint32_t i = 0; i < poll->sleeps.len; i++)
        if (poll->idle[poll->sleeps.at[i].block]) {
            poll->sleep = poll->sleeps.at[i].event;
            return true;
        }
    return false;
}

/* Does the loop where it works change what decides at the block, and do others set it? Then it
 * consumes what they produce. */
static bool consumes(const struct poll *poll, uint32_t block)
{
    const struct value *v;
    const struct block *k = &poll->l->fn->blocks.at[block];
    slot_vec slots = {0};
    if (looping_decides(poll->l, block).kind != READ_STEP || k->cond.value.i == FACTS_NONE)
        return false;
    v = function_value(poll->l->fn, k->cond.value);
    if (v->kind != VALUE_PATH)
        return false;
    effects_slots(poll->v->in->program, poll->l->arena, poll->l->node, v->path, &slots);
    return effects_stored_elsewhere(poll->v->effects, poll->l->node, &slots);
}

/* State that decides whether the idle rounds end, which they do not change; empty: none. */
static struct str polled_state(const struct poll *poll)
{
    const struct looping *l = poll->l;
    const struct loop *loop = &l->loops->all.at[l->loop];
    struct looping idle = looping_narrow(l, poll->idle);
    uint32_t exits = 0;
    for (uint32_t i = 0; i < loop->len && exits < MAX_EXITS; i++) {
        uint32_t at = l->loops->blocks.at[loop->first + i];
        const struct block *k = &l->fn->blocks.at[at];
        bool leaves = false, works = false;
        for (uint32_t e = 0; poll->idle[at] && e < k->edge_len; e++) {
            const struct edge *edge = &l->fn->edges.at[k->first_edge + e];
            leaves |= looping_leaves(l, edge);
            works |= loops_contain(l->loops, l->loop, edge->to.i) && !poll->idle[edge->to.i];
        }
        if (!works && (!leaves || poll->works))
            continue; /* a stop flag of a loop that works is no event that it waits for */
        exits++;
        struct read r = looping_decides(&idle, at);
        if (r.kind == READ_STATE && r.state.i && (!works || consumes(poll, at)))
            return r.state;
    }
    return (struct str){0};
}

/* ---- the path down to the sleep ---- */

static void add_call_step(const struct poll *poll, struct finding *finding, struct node_id n,
                          uint32_t event, const char *callee, bool last)
{
    const struct program *p = poll->v->in->program;
    const struct node *node = program_get(p, n);
    plain_step(poll->v->in, poll->v->findings, finding, last ? PATH_STEP_LEAF : PATH_STEP_CALL, n,
               body_event_loc(node->body, event),
               arena_printf(poll->v->findings->arena, "'%s' calls '%s'",
                            program_text(p, node->name), callee));
}

static void add_note(const struct poll *poll, struct finding *finding, struct node_id n,
                     uint32_t event, const char *callee)
{
    const struct node *node = program_get(poll->v->in->program, n);
    plain_note(poll->v->findings, finding, body_event_loc(node->body, event),
               arena_printf(poll->v->findings->arena, "'%s' is called here in '%s'", callee,
                            program_text(poll->v->in->program, node->name)));
}

static const char *event_callee(const struct program *p, struct node_id n, uint32_t event)
{
    const struct node *node = program_get(p, n);
    const struct event *e = &node->body->events.at[event];
    if (e->kind == EVENT_MACRO)
        return program_text(p, e->macro.name);
    struct str name = call_name(p, node->facts, node->body, &e->call);
    return name.i ? program_text(p, name) : "a function pointer";
}

/* The event of function N that sleeps, itself or further down. */
static uint32_t sleeping_event(const struct poll *poll, struct node_id n, uint32_t depth)
{
    const struct function *fn = program_get(poll->v->in->program, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (event_does(poll->v, n, i, depth) == DOING_SLEEP)
            return i;
    return FACTS_NONE;
}

static const char *add_path(const struct poll *poll, struct finding *finding)
{
    const struct program *p = poll->v->in->program;
    struct node_id n = poll->l->node;
    uint32_t event = poll->sleep;
    for (uint32_t depth = 0;; depth++) {
        const struct node *node = program_get(p, n);
        const struct event *e = &node->body->events.at[event];
        const char *callee = event_callee(p, n, event);
        const struct name_roles *r =
            e->kind == EVENT_MACRO
                ? roles_macro(poll->v->in->roles, e->macro.name)
                : roles_function(poll->v->in->roles,
                                 call_name(p, node->facts, node->body, &e->call));
        bool last = sleeps_by_role(r) || depth > HELPERS;
        if (finding)
            add_call_step(poll, finding, n, event, callee, last);
        if (last) {
            if (finding)
                add_note(poll, finding, n, event, callee);
            return callee;
        }
        n = call_node(node->facts, &e->call);
        event = sleeping_event(poll, n, depth + 1);
    }
}

/* Texts of findings have no brackets. */
static const char *quoted(struct arena *a, const char *state)
{
    return strpbrk(state, "[]{}") ? "a condition" : arena_printf(a, "'%s'", state);
}

static void each(struct loop_visit *v, struct looping *l, uint8_t mask)
{
    struct poll poll = {.v = v, .l = l, .mask = mask};
    struct arena *a = v->findings->arena;
    const struct program *p = v->in->program;
    if (!find_idle(&poll))
        return;
    mask &= v->in->contexts->bodies->at[l->node.i].masks[poll.sleep];
    struct str state = mask ? polled_state(&poll) : (struct str){0};
    if (!state.i)
        return;
    const char *sleep = add_path(&poll, NULL);
    const char *text = quoted(a, program_text(p, state));
    struct finding f =
        loop_finding(v, l, mask, "NS401",
                     arena_printf(a, "'%s' tests %s in each round",
                                  program_text(p, program_get(p, l->node)->name), text),
                     sleep);
    add_path(&poll, &f);
    const struct context_reason *reason = loop_reason(v->in->contexts, l->node, mask);
    const char *instead = roles_instead(v->in->roles, reason->pack, INSTEAD_EVENT);
    f.message = arena_printf(
        a, "loop sleeps with '%s' and tests %s again instead of waiting for an event", sleep, text);
    f.advice = instead ? arena_printf(a, "wait for the event: %s", instead)
                       : "wait for an event that comes where the condition changes";
    loop_finding_add(v, l, mask, &f);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct loop_visit v = {.in = in, .findings = ret_findings, .each = each};
    loop_visit_all(&v, CONTEXT_ANY);
}

const struct check check_polls = {.name = "polls", .run = run};
