#include "check/loop_doing.h"

#include <string.h>

struct doings {
    struct arena *arena;
    const struct contexts *contexts;
    struct writes *writes;
    uint8_t *does; /* by node: enum doing, of functions with a body */
};

/* Does what is called sleep until time has passed, or until other tasks have had their turn? */
static bool sleeps(const struct call *call)
{
    const struct name_roles *r = call->roles;
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

static bool is_lock_or_builtin(const struct program *p, const struct call *call)
{
    const struct name_roles *r = call->roles;
    return (r && (r->acquires.len || r->releases.len || r->is_noreturn)) ||
           !strncmp(program_text(p, call->name), "__builtin_", 10);
}

static enum doing call_does(struct doings *d, const struct call *call)
{
    const struct program *p = d->contexts->program;
    const struct function *fn = program_get(p, call->node)->body;
    if (sleeps(call))
        return DOING_SLEEP;
    if (writes_look(d->writes, call->node, call->event) != LOOK_NO || is_lock_or_builtin(p, call))
        return DOING_NOTHING;
    if (body_call_stops(d->contexts->bodies, call))
        return DOING_NOTHING;
    enum doing below = call->callees.len ? DOING_NOTHING : DOING_WORK;
    for (uint32_t i = 0; i < call->callees.len; i++) {
        struct node_id to = call->callees.at[i];
        enum doing one = program_get(p, to)->body ? (enum doing)d->does[to.i] : DOING_WORK;
        below = one > below ? one : below;
    }
    bool message = below == DOING_WORK && is_message(fn, &fn->events.at[call->event].call);
    return message ? DOING_NOTHING : below;
}

/* Does it count how often the function has tried? That is so where a condition of the function asks
 * for the number. One that it does not ask for itself is for others. */
static bool counts_tries(const struct function *fn, const struct event_assign *a)
{
    if (!function_value_reads(fn, a->from, a->to))
        return false;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct cond *c = &fn->blocks.at[i].cond;
        if (fn->blocks.at[i].term != TERM_BRANCH ||
            (c->kind != COND_TRUTH && c->kind != COND_COMPARE))
            continue;
        if (function_value_reads(fn, c->value, a->to) ||
            (c->kind == COND_COMPARE && function_value_reads(fn, c->other, a->to)))
            return true;
    }
    return false;
}

enum doing doings_of_event(struct doings *d, struct node_id n, uint32_t event)
{
    const struct program *p = d->contexts->program;
    const struct function *fn = program_get(p, n)->body;
    const struct event *e = &fn->events.at[event];
    switch (e->kind) {
    case EVENT_CALL:
        return call_does(d, calls_get(d->contexts->calls, n, event));
    case EVENT_ASSIGN:
        return writes_stores_outside(p, n, e->assign.to) && !counts_tries(fn, &e->assign)
                   ? DOING_WORK
                   : DOING_NOTHING;
    case EVENT_MACRO:
        return sleeps(calls_get(d->contexts->calls, n, event)) ? DOING_SLEEP : DOING_NOTHING;
    case EVENT_GUARD:
    case EVENT_CLEANUP:
    case EVENT_RETURN:
    case EVENT_SCOPE_END:
        break;
    }
    return DOING_NOTHING;
}

static bool find_doing(void *context, uint32_t node)
{
    struct doings *d = context;
    const struct function *fn = d->contexts->program->nodes.at[node].body;
    uint8_t before = d->does[node];
    for (uint32_t i = 0; fn && i < fn->events.len && d->does[node] != DOING_WORK; i++) {
        enum doing does = doings_of_event(d, (struct node_id){node}, i);
        if (does > (enum doing)d->does[node])
            d->does[node] = (uint8_t)does;
    }
    return d->does[node] != before;
}

struct doings *doings_new(const struct contexts *c, struct writes *writes)
{
    struct arena *arena = arena_new();
    struct doings *d = arena_new_one(arena, struct doings);
    *d = (struct doings){.arena = arena, .contexts = c, .writes = writes};
    d->does = arena_new_array(arena, uint8_t, c->program->nodes.len + 1);
    solve(c->calls->direct, find_doing, d);
    return d;
}

void doings_free(struct doings *d)
{
    if (d)
        arena_free(d->arena);
}

/* ---- the way down ---- */

struct reached {
    const struct call *call;
    uint32_t from; /* into the list, plus one */
};

void doings_way_to_sleep(struct doings *d, struct arena *arena, struct node_id n, uint32_t event,
                         call_path *ret)
{
    const struct program *p = d->contexts->program;
    VEC(struct reached) all = {0};
    bool *seen = arena_new_array(arena, bool, p->nodes.len + 1);
    uint32_t at = 0;
    vec_push(arena, &all, (struct reached){calls_get(d->contexts->calls, n, event), 0});
    for (; at < all.len && !sleeps(all.at[at].call); at++)
        for (uint32_t i = 0; i < all.at[at].call->callees.len; i++) {
            struct node_id to = all.at[at].call->callees.at[i];
            const call_vec *rows = &d->contexts->calls->at[to.i];
            for (uint32_t k = 0; !seen[to.i] && k < rows->len; k++)
                if (doings_of_event(d, to, rows->at[k].event) == DOING_SLEEP)
                    vec_push(arena, &all, (struct reached){&rows->at[k], at + 1});
            seen[to.i] = true;
        }
    for (uint32_t i = at < all.len ? at + 1 : 0; i; i = all.at[i - 1].from)
        vec_push(arena, ret, all.at[i - 1].call);
    for (uint32_t i = 0; i < ret->len / 2; i++) {
        const struct call *swap = ret->at[i];
        ret->at[i] = ret->at[ret->len - 1 - i];
        ret->at[ret->len - 1 - i] = swap;
    }
}
