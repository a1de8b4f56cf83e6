#include "effects/usual.h"

#include "engine/numbers.h"

struct usual {
    struct arena *arena;
    const struct contexts *contexts;
    bool **at; /* by node, by event; NULL: not asked yet */
};

struct usual *usual_new(struct arena *arena, const struct contexts *c)
{
    struct usual *u = arena_new_one(arena, struct usual);
    *u = (struct usual){.arena = arena, .contexts = c};
    u->at = arena_new_array(arena, bool *, c->program->nodes.len + 1);
    return u;
}

/* ---- what a condition says ---- */

/* `value OP number`, as it holds on one way. */
struct test {
    enum cond_op op;
    int64_t number;
};

/* False: the condition compares nothing with a number. */
static bool test_of(const struct function *fn, const struct cond *c, bool holds,
                    struct test *ret_test)
{
    struct test t = {OP_NE, 0};
    if (c->kind == COND_COMPARE) {
        const struct value *other = function_value(fn, c->other);
        if (c->op == OP_HAS || (other->kind != VALUE_INT && other->kind != VALUE_NULL))
            return false;
        t = (struct test){c->op, other->kind == VALUE_INT ? other->number : 0};
    } else if (c->kind != COND_TRUTH) {
        return false;
    }
    *ret_test = (struct test){holds ? t.op : numbers_opposite(t.op), t.number};
    return true;
}

static bool says_negative(struct test t)
{
    return ((t.op == OP_EQ || t.op == OP_LE) && t.number < 0) || (t.op == OP_LT && t.number <= 0);
}

/* The call whose result the condition is about: by the value itself, or by what the block stored
 * last in the variable. */
static const struct call *call_of(const struct usual *u, struct node_id n, const struct block *k)
{
    const struct function *fn = program_get(u->contexts->program, n)->body;
    const struct calls *calls = u->contexts->calls;
    struct value_id id = body_resolve(u->contexts->bodies, n, k->cond.value);
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_RESULT)
        return calls_find(calls, n, v->event.i);
    for (uint32_t i = k->events.len; v->kind == VALUE_PATH && i-- > 0;) {
        const struct event *e = &fn->events.at[k->events.at[i].i];
        if (e->kind == EVENT_CALL && e->call.use == USE_STORED && e->call.stored.i == v->path.i)
            return calls_find(calls, n, k->events.at[i].i);
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        return from->kind == VALUE_RESULT ? calls_find(calls, n, from->event.i) : NULL;
    }
    return NULL;
}

static bool fails_with(const struct rule_resource *r, bool is_zero)
{
    if (r->fails == FAIL_BY_TYPE) /* negative numbers are seen without a rule */
        return is_zero ? r->out == INT32_MIN && r->arg == INT32_MIN && !r->anonymous
                       : r->out != INT32_MIN;
    return is_zero ? r->fails == FAIL_NULL || r->fails == FAIL_ZERO : r->fails == FAIL_NONZERO;
}

/* Does the result say that the call failed, by what the packs know of it? */
static bool says_failed(const struct call *call, struct test t)
{
    const struct name_roles *r = call ? call->roles : NULL;
    bool is_zero = t.op == OP_EQ && t.number == 0;
    if (!r || t.number != 0 || (t.op != OP_EQ && t.op != OP_NE))
        return false;
    for (uint32_t i = 0; i < r->resource_acquires.len; i++)
        if (fails_with(r->resource_acquires.at[i], is_zero))
            return true;
    for (uint32_t i = 0; i < r->acquires.len; i++)
        if ((r->acquires.at[i]->taken == TAKEN_NONZERO) == is_zero)
            return true;
    return r->releases.len && !is_zero;
}

/* Is edge number EDGE of the block one of failure? */
static bool is_failure(const struct usual *u, struct node_id n, const struct block *k,
                       uint32_t edge)
{
    const struct function *fn = program_get(u->contexts->program, n)->body;
    const struct edge *e = &fn->edges.at[k->first_edge + edge];
    struct test t;
    if (k->term == TERM_SWITCH)
        return e->known && !e->is_default && e->high < 0;
    return k->term == TERM_BRANCH && test_of(fn, &k->cond, edge == 0, &t) &&
           (says_negative(t) || says_failed(call_of(u, n, k), t));
}

/* ---- functions ---- */

static bool *find_usual(const struct usual *u, struct node_id n)
{
    const struct function *fn = program_get(u->contexts->program, n)->body;
    bool *usual = arena_new_array(u->arena, bool, fn->events.len + 1);
    bool *seen = arena_new_array(u->arena, bool, fn->blocks.len + 1);
    uint32_t *stack = arena_new_array(u->arena, uint32_t, fn->blocks.len + 1), depth = 0;
    if (fn->blocks.len)
        seen[0] = true, stack[depth++] = 0;
    while (depth) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        for (uint32_t i = 0; i < k->events.len; i++)
            usual[k->events.at[i].i] = true;
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (!seen[to] && !is_failure(u, n, k, e))
                seen[to] = true, stack[depth++] = to;
        }
    }
    return usual;
}

bool usual_event(struct usual *u, struct node_id n, uint32_t event)
{
    if (!u->at[n.i])
        u->at[n.i] = find_usual(u, n);
    return u->at[n.i][event];
}
