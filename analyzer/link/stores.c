#include "link/stores.h"

#include "base/arena.h"

#include <string.h>

#define TRACKED 64 /* variables of one function; further ones are left alone */
#define ROUNDS 64  /* more than that deep in each other: nothing is dead */

struct stores {
    const struct function *fn;
    uint8_t *bit_of;                  /* by local: number of its bit plus one; 0: not tracked */
    uint32_t tracked[TRACKED], count; /* locals */
    uint64_t *gen, *kill, *in;        /* by block */
};

static bool holds_function(const struct function *fn, struct value_id id, uint32_t depth)
{
    const struct value *v = function_value(fn, id);
    if (v->kind != VALUE_CHOICE || depth > 8)
        return v->kind == VALUE_FUNCTION;
    for (uint32_t i = 0; i < v->choice_len; i++)
        if (holds_function(fn, fn->choices.at[v->first_choice + i], depth + 1))
            return true;
    return false;
}

/* The local variable that E stores in as a whole, FACTS_NONE if it is no such store. */
static uint32_t stored_local(const struct function *fn, const struct event *e)
{
    if (e->kind != EVENT_ASSIGN)
        return FACTS_NONE;
    const struct path *to = function_path(fn, e->assign.to);
    return to->root_kind == ROOT_LOCAL && !to->step_len ? to->root : FACTS_NONE;
}

static bool find_tracked(struct arena *a, struct stores *s)
{
    const struct function *fn = s->fn;
    for (uint32_t i = 0; i < fn->events.len && s->count < TRACKED; i++) {
        const struct event *e = &fn->events.at[i];
        uint32_t local = stored_local(fn, e);
        if (local == FACTS_NONE || !holds_function(fn, e->assign.from, 0))
            continue;
        if (!s->bit_of)
            s->bit_of = arena_new_array(a, uint8_t, fn->locals.len + 1);
        if (s->bit_of[local])
            continue;
        s->tracked[s->count] = local;
        s->bit_of[local] = (uint8_t)++s->count;
    }
    if (!s->count)
        return false;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_LOCAL && fn->paths.at[i].step_len)
            s->bit_of[fn->paths.at[i].root] = 0;
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_ADDRESS) {
            const struct path *p = function_path(fn, fn->values.at[i].path);
            if (p->root_kind == ROOT_LOCAL)
                s->bit_of[p->root] = 0;
        }
    return true;
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

static uint64_t value_uses(const struct stores *s, struct value_id id, uint32_t depth)
{
    uint64_t uses = 0;
    if (id.i == FACTS_NONE)
        return 0;
    const struct value *v = function_value(s->fn, id);
    if (depth > 8)
        return UINT64_MAX;
    if (v->kind == VALUE_PATH)
        return path_uses(s, v->path);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        uses |= value_uses(s, s->fn->choices.at[v->first_choice + i], depth + 1);
    if (v->kind == VALUE_CHOICE)
        uses |= value_uses(s, v->condition, depth + 1);
    for (uint32_t i = 0; i < v->operand_len; i++)
        uses |= value_uses(s, s->fn->operands.at[v->first_operand + i], depth + 1);
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
            uses |= value_uses(s, s->fn->args.at[e->call.first_arg + i], 0);
        return uses;
    case EVENT_ASSIGN:
        return value_uses(s, e->assign.from, 0);
    case EVENT_GUARD:
    case EVENT_CLEANUP:
        return path_uses(s, e->cleanup.path);
    case EVENT_RETURN:
        return value_uses(s, e->value, 0);
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
        uses = value_uses(s, k->cond.value, 0);
    if (k->cond.kind == COND_COMPARE)
        uses |= value_uses(s, k->cond.other, 0);
    return uses;
}

static uint64_t live_out(const struct stores *s, const struct block *k)
{
    uint64_t live = condition_uses(s, k);
    for (uint32_t e = 0; e < k->edge_len; e++)
        live |= s->in[s->fn->edges.at[k->first_edge + e].to.i];
    return live;
}

/* Backwards to the least fixpoint. False: it takes too long. */
static bool spread(struct stores *s)
{
    const struct function *fn = s->fn;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        for (uint32_t e = k->events.len; e-- > 0;) {
            const struct event *event = &fn->events.at[k->events.at[e].i];
            s->gen[i] = before_event(s, event, s->gen[i]);
            uint32_t local = stored_local(fn, event);
            if (local != FACTS_NONE)
                s->kill[i] |= bit_of(s, local);
        }
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        bool changed = false;
        for (uint32_t i = fn->blocks.len; i-- > 0;) {
            uint64_t in = s->gen[i] | (live_out(s, &fn->blocks.at[i]) & ~s->kill[i]);
            changed = changed || in != s->in[i];
            s->in[i] = in;
        }
        if (!changed)
            return true;
    }
    return false;
}

const bool *stores_dead(struct arena *a, const struct function *fn)
{
    struct stores s = {.fn = fn};
    bool *dead = NULL;
    if (!fn->blocks.len || !find_tracked(a, &s))
        return NULL;
    s.gen = arena_new_array(a, uint64_t, fn->blocks.len);
    s.kill = arena_new_array(a, uint64_t, fn->blocks.len);
    s.in = arena_new_array(a, uint64_t, fn->blocks.len);
    if (!spread(&s))
        return NULL;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        uint64_t live = live_out(&s, k);
        for (uint32_t e = k->events.len; e-- > 0;) {
            const struct event *event = &fn->events.at[k->events.at[e].i];
            uint32_t local = stored_local(fn, event);
            if (local != FACTS_NONE && bit_of(&s, local) && !(live & bit_of(&s, local))) {
                if (!dead)
                    dead = arena_new_array(a, bool, fn->events.len);
                dead[k->events.at[e].i] = true;
            }
            live = before_event(&s, event, live);
        }
    }
    return dead;
}
