#include "contexts/pacing.h"

#include "link/edge_test.h"

/* ---- by the wait's result ---- */

static bool is_result(const struct pacing *s, uint32_t wait, struct value_id id)
{
    const struct event_call *c = &s->fn->events.at[wait].call;
    const struct value *v = function_value(s->fn, id);
    return (v->kind == VALUE_RESULT && v->event.i == wait) ||
           (v->kind == VALUE_PATH && c->use == USE_STORED && v->path.i == c->stored.i);
}

static bool compare(int64_t a, enum cond_op op, int64_t b)
{
    return edge_test_passes(&(struct edge_test){.op = op, .number = b}, a);
}

/* What the condition says where the wait has returned RESULT. */
static enum tri cond_after(const struct pacing *s, uint32_t wait, const struct cond *c,
                           int64_t result)
{
    if (c->kind == COND_TRUTH && is_result(s, wait, c->value))
        return result ? TRI_YES : TRI_NO;
    if (c->kind != COND_COMPARE)
        return TRI_MAYBE;
    const struct value *left = function_value(s->fn, c->value),
                       *right = function_value(s->fn, c->other);
    bool holds;
    if (is_result(s, wait, c->value) && right->kind == VALUE_INT)
        holds = compare(result, c->op, right->number);
    else if (is_result(s, wait, c->other) && left->kind == VALUE_INT)
        holds = compare(left->number, c->op, result);
    else
        return TRI_MAYBE;
    return holds ? TRI_YES : TRI_NO;
}

static bool edge_taken(const struct pacing *s, uint32_t wait, const struct block *k, uint32_t e,
                       int64_t result)
{
    if (k->term == TERM_BRANCH) {
        enum tri holds = cond_after(s, wait, &k->cond, result);
        return holds == TRI_MAYBE || (holds == TRI_YES) == (e == 0);
    }
    if (k->term != TERM_SWITCH || k->cond.value.i == FACTS_NONE ||
        !is_result(s, wait, k->cond.value))
        return true;
    bool listed = false;
    for (uint32_t i = 0; i < k->edge_len; i++) {
        const struct edge *o = &s->fn->edges.at[k->first_edge + i];
        listed |= o->known && !o->is_default && o->low <= result && result <= o->high;
    }
    const struct edge *edge = &s->fn->edges.at[k->first_edge + e];
    return edge->is_default ? !listed
                            : !edge->known || (edge->low <= result && result <= edge->high);
}

/* Is something else than the wait's result in the variable, at the end of the block? */
static bool overwrites(const struct pacing *s, uint32_t wait, const struct block *k)
{
    struct path_id held = s->fn->events.at[wait].call.stored;
    bool other = false;
    for (uint32_t i = 0; i < k->events.len; i++) {
        const struct event *e = &s->fn->events.at[k->events.at[i].i];
        if (e->kind == EVENT_ASSIGN && e->assign.to.i == held.i)
            other = !is_result(s, wait, e->assign.from);
    }
    return other;
}

/* The work list has blocks times two, plus one where RESULT is no longer in the variable. */
bool pacing_comes_again(const struct pacing *s, uint32_t wait, uint32_t loop, int64_t result)
{
    VEC(uint32_t) work = {0};
    bool *seen = arena_new_array(s->scratch, bool, 2 * (size_t)s->fn->blocks.len + 1);
    uint32_t start = s->block[wait];
    vec_push(s->scratch, &work, start * 2);
    while (work.len) {
        uint32_t at = work.at[--work.len];
        const struct block *k = &s->fn->blocks.at[at / 2];
        bool gone = at & 1 || overwrites(s, wait, k);
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = s->fn->edges.at[k->first_edge + e].to.i, next = to * 2 + gone;
            if (seen[next] || !loops_contain(s->loops, loop, to) ||
                (!gone && !edge_taken(s, wait, k, e, result)))
                continue;
            if (to == start)
                return true;
            seen[next] = true;
            vec_push(s->scratch, &work, next);
        }
    }
    return false;
}

/* Is the call asked for the next thing to do, rather than whether all is done? What goes on while a
 * call says so gets something from it, unless that only says yes or no. */
static bool asks_for_next(const struct pacing *s, uint32_t event, bool goes_on_if_true)
{
    const struct event *e = &s->fn->events.at[event];
    if (s->is_wait[event] || e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_DIRECT)
        return false;
    const struct entity *to = facts_entity(s->node->facts, e->call.function);
    return goes_on_if_true && to->result.kind != SHAPE_BOOL;
}

/* Is the local variable a number? */
static bool is_number(const struct pacing *s, struct path_id local)
{
    return s->fn->locals.at[function_path(s->fn, local)->root].shape.kind == SHAPE_INTEGER;
}

struct use {
    const struct function *fn;
    const struct path *of;
};

static bool is_use(const void *context, const struct value *v)
{
    const struct use *u = context;
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *p = function_path(u->fn, v->path);
    return p->root_kind == u->of->root_kind && p->root == u->of->root;
}

/* Does the loop do something with what is in the local variable, other than to test it? */
static bool uses(const struct pacing *s, uint32_t loop, struct path_id local)
{
    struct use u = {s->fn, function_path(s->fn, local)};
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        if (!loops_contain(s->loops, loop, s->block[i]))
            continue;
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++)
            if (function_value_has(s->fn, s->fn->args.at[e->call.first_arg + k], is_use, &u))
                return true;
        if (e->kind == EVENT_ASSIGN && e->assign.to.i != local.i &&
            (is_use(&u, &(struct value){.kind = VALUE_PATH, .path = e->assign.to}) ||
             function_value_has(s->fn, e->assign.from, is_use, &u)))
            return true;
    }
    return false;
}

/* The blocks of the loop that the flow comes to from block START before the next round, through
 * none that ENDS (NULL: all go on). */
static bool *blocks_before_next(const struct pacing *s, uint32_t loop, uint32_t start,
                                const bool *ends)
{
    VEC(uint32_t) work = {0};
    bool *seen = arena_new_array(s->scratch, bool, s->fn->blocks.len + 1);
    seen[start] = loops_contain(s->loops, loop, start);
    if (seen[start])
        vec_push(s->scratch, &work, start);
    while (work.len) {
        const struct block *k = &s->fn->blocks.at[work.at[--work.len]];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = s->fn->edges.at[k->first_edge + e].to.i;
            if (seen[to] || (ends && ends[to]) || to == s->loops->all.at[loop].header ||
                !loops_contain(s->loops, loop, to))
                continue;
            seen[to] = true;
            vec_push(s->scratch, &work, to);
        }
    }
    return seen;
}

/* Is what the event puts into the local variable still there when the next round begins? */
static bool lasts(const struct pacing *s, uint32_t loop, uint32_t event)
{
    struct path_id local = s->fn->events.at[event].assign.to;
    bool *ends = arena_new_array(s->scratch, bool, s->fn->blocks.len + 1);
    for (uint32_t i = 0; i < s->fn->events.len; i++)
        if (i != event && s->fn->events.at[i].kind == EVENT_ASSIGN &&
            s->fn->events.at[i].assign.to.i == local.i)
            ends[s->block[i]] = true;
    const bool *seen = blocks_before_next(s, loop, s->block[event], ends);
    for (uint32_t b = 0; b < s->fn->blocks.len; b++) {
        const struct block *k = &s->fn->blocks.at[b];
        for (uint32_t e = 0; seen[b] && e < k->edge_len; e++)
            if (s->fn->edges.at[k->first_edge + e].to.i == s->loops->all.at[loop].header)
                return true;
    }
    return false;
}

/* Is the tested value asked whether it is anything, and not which one it is? */
static bool asks_whether(const struct pacing *s, const struct cond *c)
{
    if (c->kind == COND_TRUTH)
        return true;
    const struct value *with = function_value(s->fn, c->other);
    return with->kind == VALUE_INT && !with->number;
}

/* Does the loop move the local variable on, of which COND asks: a counter, a cursor, what a call
 * gives? A number that a call gives, and of which is only asked whether it is anything, says no
 * more than whether to go on. */
static bool moves_on(const struct pacing *s, uint32_t loop, struct path_id path,
                     const struct cond *cond)
{
    if (function_path(s->fn, path)->root_kind != ROOT_LOCAL)
        return false;
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != path.i ||
            !loops_contain(s->loops, loop, s->block[i]))
            continue;
        const struct value *v = function_value(s->fn, e->assign.from);
        if ((v->kind == VALUE_UNKNOWN && v->operand_len) || v->kind == VALUE_PATH ||
            (v->kind == VALUE_RESULT && !s->is_wait[v->event.i] &&
             (!is_number(s, path) || !asks_whether(s, cond) || uses(s, loop, path))))
            if (lasts(s, loop, i))
                return true;
    }
    return false;
}

/* Does the loop go on only while the variable of its condition is nothing? Then that is what it
 * waits to get, and no place that it has come to. */
static bool goes_on_without(const struct pacing *s, const struct cond *c, bool goes_on_if_true)
{
    if (c->kind == COND_TRUTH)
        return !goes_on_if_true;
    const struct value *with = function_value(s->fn, c->other);
    bool nothing = with->kind == VALUE_NULL || (with->kind == VALUE_INT && !with->number);
    return nothing && (c->op == OP_EQ || c->op == OP_NE) && (c->op == OP_EQ) == goes_on_if_true;
}

bool pacing_by_data(const struct pacing *s, uint32_t loop)
{
    const struct loop *l = &s->loops->all.at[loop];
    for (uint32_t i = 0; i < l->len; i++) {
        const struct block *k = &s->fn->blocks.at[s->loops->blocks.at[l->first + i]];
        if (k->loop == LOOP_NONE || !loc_same(k->loop_loc, l->loc) || k->term != TERM_BRANCH ||
            (k->cond.kind != COND_TRUTH && k->cond.kind != COND_COMPARE))
            continue;
        bool inside = loops_contain(s->loops, loop, s->fn->edges.at[k->first_edge].to.i);
        const struct value *v = function_value(s->fn, k->cond.value);
        if ((v->kind == VALUE_RESULT && asks_for_next(s, v->event.i, inside)) ||
            (v->kind == VALUE_PATH && !goes_on_without(s, &k->cond, inside) &&
             moves_on(s, loop, v->path, &k->cond)))
            return true;
    }
    return false;
}

/* Is LOCAL set to nothing once in each round of the loop, and then counted up? */
static bool counts_in_round(const struct pacing *s, uint32_t loop, struct path_id local)
{
    bool cleared = false, counted = false;
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != local.i ||
            !loops_contain(s->loops, loop, s->block[i]))
            continue;
        const struct value *v = function_value(s->fn, e->assign.from);
        cleared |= v->kind == VALUE_INT && !v->number && s->loops->innermost[s->block[i]] == loop;
        counted |= v->kind == VALUE_UNKNOWN && v->operator== OPERATOR_ADD;
    }
    return cleared && counted;
}

/* Is the loop left from block TO on, by a way that is none from block OTHER on? */
static bool leaves_from(const struct pacing *s, uint32_t loop, uint32_t to, uint32_t other)
{
    const bool *from = blocks_before_next(s, loop, to, NULL),
               *not = blocks_before_next(s, loop, other, NULL);
    if (!loops_contain(s->loops, loop, to))
        return true;
    for (uint32_t b = 0; b < s->fn->blocks.len; b++) {
        const struct block *k = &s->fn->blocks.at[b];
        for (uint32_t e = 0; from[b] && !not[b] && e < k->edge_len; e++)
            if (!loops_contain(s->loops, loop, s->fn->edges.at[k->first_edge + e].to.i))
                return true;
    }
    return false;
}

bool pacing_hands_back(const struct pacing *s, uint32_t loop)
{
    const struct loop *l = &s->loops->all.at[loop];
    for (uint32_t i = 0; i < l->len; i++) {
        const struct block *k = &s->fn->blocks.at[s->loops->blocks.at[l->first + i]];
        if (k->term != TERM_BRANCH || (k->cond.kind != COND_TRUTH && k->cond.kind != COND_COMPARE))
            continue;
        const struct value *v = function_value(s->fn, k->cond.value);
        bool some_if_not = goes_on_without(s, &k->cond, true);
        uint32_t some = s->fn->edges.at[k->first_edge + some_if_not].to.i,
                 none = s->fn->edges.at[k->first_edge + !some_if_not].to.i;
        if (v->kind == VALUE_PATH && (some_if_not || goes_on_without(s, &k->cond, false)) &&
            counts_in_round(s, loop, v->path) && leaves_from(s, loop, some, none))
            return true;
    }
    return false;
}
