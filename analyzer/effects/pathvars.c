#include "effects/pathvars.h"

#include "ir/order.h"

/* ---- which variables are followed ---- */

static bool is_plain(const struct pathwalk *w, struct path_id id)
{
    const struct path *p = function_path(w->fn, id);
    return !p->step_len && (p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM ||
                            body_path_is_static(w->bodies->program, w->node, id));
}

static void follow(struct pathwalk *w, struct path_id id)
{
    if (id.i == FACTS_NONE || w->var_of[id.i] || w->var_len == WALK_VARS || !is_plain(w, id))
        return;
    w->var_of[id.i] = (uint8_t)++w->var_len;
    w->var_static[w->var_len - 1] = function_path(w->fn, id)->root_kind == ROOT_GLOBAL;
}

/* Flags: tested in conditions, and either given constants or tested more than once. */
static void follow_flags(struct pathwalk *w)
{
    const struct function *fn = w->fn;
    uint8_t *tested = arena_new_array(w->arena, uint8_t, fn->paths.len + 1);
    bool *constant = arena_new_array(w->arena, bool, fn->paths.len + 1);
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct cond *c = &fn->blocks.at[i].cond;
        if (fn->blocks.at[i].term != TERM_BRANCH ||
            (c->kind != COND_TRUTH && c->kind != COND_COMPARE))
            continue;
        const struct value *v = function_value(fn, c->value);
        if (v->kind == VALUE_PATH && tested[v->path.i] < 2)
            tested[v->path.i]++;
    }
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_ASSIGN &&
            pathwalk_signs_of_constant(function_value(fn, fn->events.at[i].assign.from)) !=
                SIGN_ANY)
            constant[fn->events.at[i].assign.to.i] = true;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (tested[i] && (constant[i] || tested[i] > 1))
            follow(w, (struct path_id){i});
}

/* The number that a macro stores right before it returns, as in `k = __LINE__; return 1`. */
static bool stored_at_return(const struct function *fn, const struct block *k, int64_t *ret_number)
{
    if (k->term != TERM_RETURN || k->events.len < 2)
        return false;
    const struct event *last = &fn->events.at[k->events.at[k->events.len - 1].i];
    const struct event *store = &fn->events.at[k->events.at[k->events.len - 2].i];
    if (last->kind != EVENT_RETURN || store->kind != EVENT_ASSIGN ||
        !loc_same(last->loc, store->loc) ||
        function_value(fn, store->assign.from)->kind != VALUE_INT)
        return false;
    *ret_number = function_value(fn, store->assign.from)->number;
    return true;
}

/* The block of the case for NUMBER, plus one; 0: there is none. */
static uint32_t case_of(const struct function *fn, int64_t number)
{
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        for (uint32_t e = 0; k->term == TERM_SWITCH && e < k->edge_len; e++) {
            const struct edge *to = &fn->edges.at[k->first_edge + e];
            if (to->known && !to->is_default && to->low == number && to->high == number)
                return to->to.i + 1;
        }
    }
    return 0;
}

/* Coroutines made of a switch: a return behind the storing of a number for which the switch has a
 * case is a wait, and the function goes on at the case. */
static void find_resumes(struct pathwalk *w)
{
    for (uint32_t b = 0; b < w->fn->blocks.len; b++) {
        int64_t number;
        if (!stored_at_return(w->fn, &w->fn->blocks.at[b], &number))
            continue;
        if (!w->resumes)
            w->resumes = arena_new_array(w->arena, uint32_t, w->fn->blocks.len + 1);
        w->resumes[b] = case_of(w->fn, number);
    }
}

/* Only where paths meet can a state come again. */
static void find_joins(struct pathwalk *w)
{
    w->joins = arena_new_array(w->arena, bool, w->fn->blocks.len + 1);
    bool *reached = arena_new_array(w->arena, bool, w->fn->blocks.len + 1);
    for (uint32_t e = 0; e < w->fn->edges.len; e++) {
        uint32_t to = w->fn->edges.at[e].to.i;
        w->joins[to] |= reached[to];
        reached[to] = true;
    }
    for (uint32_t i = 0; w->resumes && i < w->fn->blocks.len; i++)
        if (w->resumes[i])
            w->joins[w->resumes[i] - 1] = true;
}

/* ---- which signs are still asked for ---- */

struct liveness {
    const struct pathwalk *w;
    uint16_t *asked, *set; /* by block: variables asked for before they are set there; set there */
    bool *asked_path;      /* by path: asked for somewhere */
    uint32_t *block_of;    /* by event */
    uint32_t block;        /* that is looked at */
};

static void ask_var(struct liveness *l, struct path_id path)
{
    uint32_t var = path.i == FACTS_NONE ? 0 : l->w->var_of[path.i];
    if (var && !(l->set[l->block] & 1U << (var - 1)))
        l->asked[l->block] |= (uint16_t)(1U << (var - 1));
}

static void ask(struct liveness *l, struct value_id id)
{
    const struct function *fn = l->w->fn;
    if (id.i == FACTS_NONE)
        return;
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_PATH) {
        ask_var(l, v->path);
        l->asked_path[v->path.i] = true;
    }
    if (v->kind == VALUE_RESULT && v->event.i != FACTS_NONE) {
        const struct event *e = &fn->events.at[v->event.i];
        if (e->kind == EVENT_CALL && e->call.use == USE_STORED)
            ask_var(l, e->call.stored);
        if (l->block_of[v->event.i] != l->block)
            l->w->result_lasts[v->event.i] = true;
    }
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        ask(l, fn->choices.at[v->first_choice + i]);
}

static void set_var(struct liveness *l, struct path_id path)
{
    uint32_t var = path.i == FACTS_NONE ? 0 : l->w->var_of[path.i];
    if (var)
        l->set[l->block] |= (uint16_t)(1U << (var - 1));
}

static void look_at_block(struct liveness *l, uint32_t block)
{
    const struct function *fn = l->w->fn;
    const struct block *k = &fn->blocks.at[block];
    l->block = block;
    for (uint32_t i = 0; i < k->events.len; i++) {
        const struct event *e = &fn->events.at[k->events.at[i].i];
        if (e->kind == EVENT_RETURN) {
            ask(l, e->value);
        } else if (e->kind == EVENT_ASSIGN) {
            ask(l, e->assign.from);
            set_var(l, e->assign.to);
        } else if (e->kind == EVENT_CALL && e->call.use == USE_STORED) {
            set_var(l, e->call.stored);
        }
    }
    bool compares = k->term == TERM_BRANCH && k->cond.kind == COND_COMPARE;
    if (compares || k->term == TERM_SWITCH ||
        (k->term == TERM_BRANCH && k->cond.kind == COND_TRUTH))
        ask(l, k->cond.value);
    if (compares)
        ask(l, k->cond.other);
}

static void find_liveness(struct pathwalk *w)
{
    const struct function *fn = w->fn;
    uint32_t blocks = fn->blocks.len;
    struct liveness l = {.w = w};
    l.asked = arena_new_array(w->arena, uint16_t, blocks + 1);
    l.set = arena_new_array(w->arena, uint16_t, blocks + 1);
    l.asked_path = arena_new_array(w->arena, bool, fn->paths.len + 1);
    l.block_of = arena_new_array(w->arena, uint32_t, fn->events.len + 1);
    w->live = arena_new_array(w->arena, uint16_t, blocks + 1);
    w->result_lasts = arena_new_array(w->arena, bool, fn->events.len + 1);
    uint16_t always = 0; /* a coroutine made of a switch finds its static variables again */
    for (uint32_t i = 0; i < w->var_len; i++)
        if (w->var_static[i])
            always |= (uint16_t)(1U << i);
    for (uint32_t b = 0; b < blocks; b++)
        for (uint32_t i = 0; i < fn->blocks.at[b].events.len; i++)
            l.block_of[fn->blocks.at[b].events.at[i].i] = b;
    for (uint32_t b = 0; b < blocks; b++)
        look_at_block(&l, b);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL && e->call.use == USE_STORED && e->call.stored.i != FACTS_NONE)
            w->result_lasts[i] |= l.asked_path[e->call.stored.i];
    }
    uint32_t *order = arena_new_array(w->arena, uint32_t, blocks + 1), len;
    order_postorder(fn, order, &len);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < len; i++) {
            const struct block *k = &fn->blocks.at[order[i]];
            uint16_t live = 0;
            for (uint32_t e = 0; e < k->edge_len; e++)
                live |= w->live[fn->edges.at[k->first_edge + e].to.i];
            live = (uint16_t)(always | l.asked[order[i]] | (live & ~l.set[order[i]]));
            changed |= live != w->live[order[i]];
            w->live[order[i]] = live;
        }
    }
}

void pathvars_find(struct pathwalk *w, const struct path_id *paths, uint32_t path_len)
{
    w->var_of = arena_new_array(w->arena, uint8_t, w->fn->paths.len + 1);
    for (uint32_t i = 0; i < path_len; i++)
        follow(w, paths[i]);
    follow_flags(w);
    find_resumes(w);
    find_joins(w);
    find_liveness(w);
}
