#include "link/stores.h"

#include "base/arena.h"

#include <string.h>

#define WORD 64 /* variables that are looked at together */

struct stores {
    const struct function *fn;
    uint8_t *bit_of;           /* by local: number of its bit plus one; 0: not looked at now */
    uint64_t *gen, *kill, *in; /* by block */
};

static bool holds_function(const struct function *fn, struct value_id id)
{
    const struct value *v = function_value(fn, id);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        if (holds_function(fn, fn->choices.at[v->first_choice + i]))
            return true;
    return v->kind == VALUE_FUNCTION;
}

/* The local variable that E stores in as a whole, FACTS_NONE if it is no such store. */
static uint32_t stored_local(const struct function *fn, const struct event *e)
{
    if (e->kind != EVENT_ASSIGN)
        return FACTS_NONE;
    const struct path *to = function_path(fn, e->assign.to);
    return to->root_kind == ROOT_LOCAL && !to->step_len ? to->root : FACTS_NONE;
}

/* By local: some assignment gives it a function, and nothing but its name leads to it. NULL: none
 * is like that. */
static const bool *find_tracked(struct arena *a, const struct function *fn)
{
    bool *tracked = NULL;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        uint32_t local = stored_local(fn, &fn->events.at[i]);
        if (local == FACTS_NONE || !holds_function(fn, fn->events.at[i].assign.from))
            continue;
        if (!tracked)
            tracked = arena_new_array(a, bool, fn->locals.len);
        tracked[local] = true;
    }
    for (uint32_t i = 0; tracked && i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_LOCAL && fn->paths.at[i].step_len)
            tracked[fn->paths.at[i].root] = false;
    for (uint32_t i = 0; tracked && i < fn->values.len; i++) {
        const struct value *v = function_value(fn, (struct value_id){i});
        const struct path *p = v->kind == VALUE_ADDRESS ? function_path(fn, v->path) : NULL;
        if (p && p->root_kind == ROOT_LOCAL)
            tracked[p->root] = false;
    }
    return tracked;
}

static uint64_t bit_of(const struct stores *s, uint32_t local)
{
    return s->bit_of[local] ? (uint64_t)1 << (s->bit_of[local] - 1) : 0;
}

static uint64_t path_uses(const struct stores *s, struct path_id id)
{
    if (id.i == FACTS_NONE)
        return 0;
    const struct path *p = function_path(s->fn, id);
    return p->root_kind == ROOT_LOCAL ? bit_of(s, p->root) : 0;
}

static uint64_t value_uses(const struct stores *s, struct value_id id)
{
    uint64_t uses = 0;
    if (id.i == FACTS_NONE)
        return 0;
    const struct value *v = function_value(s->fn, id);
    if (v->kind == VALUE_PATH)
        return path_uses(s, v->path);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        uses |= value_uses(s, s->fn->choices.at[v->first_choice + i]);
    if (v->kind == VALUE_CHOICE)
        uses |= value_uses(s, v->condition);
    for (uint32_t i = 0; i < v->operand_len; i++)
        uses |= value_uses(s, s->fn->operands.at[v->first_operand + i]);
    return uses;
}

static uint64_t event_uses(const struct stores *s, const struct event *e)
{
    uint64_t uses = 0;
    switch (e->kind) {
    case EVENT_CALL:
        if (e->call.callee_kind == CALLEE_PATH)
            uses = path_uses(s, e->call.path);
        for (uint32_t i = 0; i < e->call.arg_len; i++)
            uses |= value_uses(s, s->fn->args.at[e->call.first_arg + i]);
        return uses;
    case EVENT_ASSIGN:
        return value_uses(s, e->assign.from);
    case EVENT_GUARD:
    case EVENT_CLEANUP:
        return path_uses(s, e->cleanup.path);
    case EVENT_RETURN:
        return value_uses(s, e->value);
    case EVENT_MACRO:
    case EVENT_SCOPE_END:
        break;
    }
    return 0;
}

/* What is live before the event, of what is after it. */
static uint64_t before_event(const struct stores *s, const struct event *e, uint64_t live)
{
    uint32_t local = stored_local(s->fn, e);
    if (local != FACTS_NONE)
        live &= ~bit_of(s, local);
    return live | event_uses(s, e);
}

static uint64_t condition_uses(const struct stores *s, const struct block *k)
{
    uint64_t uses = 0;
    if (k->term == TERM_SWITCH || k->cond.kind == COND_TRUTH || k->cond.kind == COND_COMPARE)
        uses = value_uses(s, k->cond.value);
    if (k->cond.kind == COND_COMPARE)
        uses |= value_uses(s, k->cond.other);
    return uses;
}

static uint64_t live_out(const struct stores *s, const struct block *k)
{
    uint64_t live = condition_uses(s, k);
    for (uint32_t e = 0; e < k->edge_len; e++)
        live |= s->in[s->fn->edges.at[k->first_edge + e].to.i];
    return live;
}

static void read_blocks(struct stores *s)
{
    const struct function *fn = s->fn;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        s->gen[i] = s->kill[i] = s->in[i] = 0;
        for (uint32_t e = k->events.len; e-- > 0;) {
            const struct event *event = &fn->events.at[k->events.at[e].i];
            s->gen[i] = before_event(s, event, s->gen[i]);
            uint32_t local = stored_local(fn, event);
            if (local != FACTS_NONE)
                s->kill[i] |= bit_of(s, local);
        }
    }
}

/* Backwards to the least fixpoint: bits are only ever added. */
static void spread(struct stores *s)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = s->fn->blocks.len; i-- > 0;) {
            uint64_t in = s->gen[i] | (live_out(s, &s->fn->blocks.at[i]) & ~s->kill[i]);
            changed = changed || in != s->in[i];
            s->in[i] = in;
        }
    }
}

static void mark_dead(const struct stores *s, bool *dead)
{
    for (uint32_t i = 0; i < s->fn->blocks.len; i++) {
        const struct block *k = &s->fn->blocks.at[i];
        uint64_t live = live_out(s, k);
        for (uint32_t e = k->events.len; e-- > 0;) {
            const struct event *event = &s->fn->events.at[k->events.at[e].i];
            uint32_t local = stored_local(s->fn, event);
            uint64_t bit = local != FACTS_NONE ? bit_of(s, local) : 0;
            dead[k->events.at[e].i] |= bit && !(live & bit);
            live = before_event(s, event, live);
        }
    }
}

const bool *stores_dead(struct arena *a, const struct function *fn)
{
    const bool *tracked = fn->blocks.len ? find_tracked(a, fn) : NULL;
    struct stores s = {.fn = fn};
    if (!tracked)
        return NULL;
    bool *dead = arena_new_array(a, bool, fn->events.len);
    s.gen = arena_new_array(a, uint64_t, fn->blocks.len);
    s.kill = arena_new_array(a, uint64_t, fn->blocks.len);
    s.in = arena_new_array(a, uint64_t, fn->blocks.len);
    for (uint32_t next = 0; next < fn->locals.len;) {
        s.bit_of = arena_new_array(a, uint8_t, fn->locals.len);
        for (uint8_t count = 0; next < fn->locals.len && count < WORD; next++)
            if (tracked[next])
                s.bit_of[next] = ++count;
        read_blocks(&s);
        spread(&s);
        mark_dead(&s, dead);
    }
    return dead;
}
