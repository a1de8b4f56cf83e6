#include "link/reaching.h"

#include <string.h>

/* What is remembered of one function. */
struct reaching {
    const uint32_t *block_of, *position_of; /* as in struct body */
    uint32_t *pred_first, *pred;            /* blocks before each block, in rows */
    struct term_id *stored;                 /* by event: the term that an assignment stores */
    bool *known, *busy;                     /* by event: of stored */
    uint32_t *stamp, round;                 /* by block: seen in this search */
    uint32_t *stack;
};

struct asking {
    const struct bodies *b;
    struct node_id node;
    const struct function *fn;
    struct reaching *r;
};

static void find_preds(struct arena *a, const struct function *fn, struct reaching *r)
{
    r->pred_first = arena_new_array(a, uint32_t, fn->blocks.len + 2);
    r->pred = arena_new_array(a, uint32_t, fn->edges.len + 1);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t e = 0; e < fn->blocks.at[i].edge_len; e++)
            r->pred_first[fn->edges.at[fn->blocks.at[i].first_edge + e].to.i + 2]++;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        r->pred_first[i + 2] += i ? r->pred_first[i + 1] : 0;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t e = 0; e < fn->blocks.at[i].edge_len; e++)
            r->pred[r->pred_first[fn->edges.at[fn->blocks.at[i].first_edge + e].to.i + 1]++] = i;
}

static struct asking ask(const struct bodies *b, struct node_id n)
{
    struct body *body = &b->at[n.i];
    const struct function *fn = program_get(b->program, n)->body;
    if (!body->reaching) {
        struct reaching *r = body->reaching = arena_new_one(b->arena, struct reaching);
        r->block_of = body->block_of;
        r->position_of = body->position_of;
        r->stored = arena_new_array(b->arena, struct term_id, fn->events.len + 1);
        r->known = arena_new_array(b->arena, bool, fn->events.len + 1);
        r->busy = arena_new_array(b->arena, bool, fn->events.len + 1);
        r->stamp = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
        r->stack = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
        find_preds(b->arena, fn, r);
    }
    return (struct asking){b, n, fn, body->reaching};
}

/* ---- the stores that reach a place ---- */

#define STORES                                                                                     \
    8 /* of one variable that reach one place: of more nothing is told; each takes a branch        \
         of its own to be told apart, so that more are a table, not a flag */
#define FROM_START UINT32_MAX /* no store: what the caller handed over */

struct stores_at {
    uint32_t at[STORES]; /* events */
    uint32_t len;
    bool lost; /* some store is not understood, or there are too many */
};

static void add_store(struct stores_at *s, uint32_t event)
{
    for (uint32_t i = 0; i < s->len; i++)
        if (s->at[i] == event)
            return;
    if (s->len == STORES)
        s->lost = true;
    else
        s->at[s->len++] = event;
}

/* Does the event store in PATH? Through its address: nobody knows what. */
static bool stores_in(const struct function *fn, const struct event *e, struct path_id path,
                      bool *ret_lost)
{
    if (e->kind == EVENT_ASSIGN)
        return e->assign.to.i == path.i;
    for (uint32_t i = 0; e->kind == EVENT_CALL && i < e->call.arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + i]);
        if (v->kind == VALUE_ADDRESS && v->path.i == path.i)
            return *ret_lost = true;
    }
    return false;
}

/* Backwards from AT in its block. True: a store was found, the search ends here. */
static bool search_block(const struct asking *x, struct place_in at, struct path_id path,
                         struct stores_at *ret)
{
    const struct block *k = &x->fn->blocks.at[at.block];
    uint32_t position = at.position < k->events.len ? at.position : k->events.len;
    while (position-- > 0) {
        uint32_t event = k->events.at[position].i;
        if (!stores_in(x->fn, &x->fn->events.at[event], path, &ret->lost))
            continue;
        add_store(ret, event);
        return true;
    }
    return false;
}

static void find_stores(const struct asking *x, struct place_in at, struct path_id path,
                        struct stores_at *ret)
{
    struct reaching *r = x->r;
    uint32_t depth = 0;
    *ret = (struct stores_at){.len = 0};
    r->round++;
    bool first = true;
    for (uint32_t block = at.block;; block = r->stack[--depth]) {
        struct place_in from = first ? at : (struct place_in){block, UINT32_MAX};
        first = false;
        bool found = search_block(x, from, path, ret);
        if (!found && block == 0)
            add_store(ret, FROM_START);
        for (uint32_t i = r->pred_first[block]; !found && i < r->pred_first[block + 1]; i++) {
            if (r->stamp[r->pred[i]] == r->round)
                continue;
            r->stamp[r->pred[i]] = r->round;
            r->stack[depth++] = r->pred[i];
        }
        if (!depth || ret->lost)
            return;
    }
}

/* ---- which of them ---- */

static struct term_id term_of(const struct asking *x, struct place_in at, struct value_id id);
static struct term_id term_of_path(const struct asking *x, struct place_in at, struct path_id path);

static struct term_id stored_term(const struct asking *x, uint32_t event, struct path_id path)
{
    struct reaching *r = x->r;
    const struct path *p = function_path(x->fn, path);
    if (event == FROM_START)
        return p->root_kind == ROOT_PARAM ? term_param(x->b->terms, p->root) : TERM_UNKNOWN;
    if (r->known[event] || r->busy[event])
        return r->stored[event]; /* busy: it depends on itself, in a loop; then it is unknown */
    r->busy[event] = true;
    struct place_in at = {r->block_of[event] - 1, r->position_of[event]};
    r->stored[event] = term_of(x, at, x->fn->events.at[event].assign.from);
    r->known[event] = true;
    r->busy[event] = false;
    return r->stored[event];
}

/* Is PLACE only reached through BLOCK? */
static bool dominates(const struct asking *x, uint32_t block, uint32_t place)
{
    struct reaching *r = x->r;
    uint32_t depth = 0;
    r->round++;
    if (block == place || block == 0)
        return true;
    r->stamp[place] = r->round;
    for (r->stack[depth++] = place; depth;) {
        uint32_t at = r->stack[--depth];
        if (at == 0)
            return false;
        for (uint32_t i = r->pred_first[at]; i < r->pred_first[at + 1]; i++) {
            uint32_t before = r->pred[i];
            if (before == block || r->stamp[before] == r->round)
                continue;
            r->stamp[before] = r->round;
            r->stack[depth++] = before;
        }
    }
    return true;
}

static bool is_among(const struct stores_at *s, uint32_t event)
{
    for (uint32_t i = 0; i < s->len; i++)
        if (s->at[i] == event)
            return true;
    return false;
}

/* The edge by which its only predecessor comes to BLOCK. */
static bool only_edge(const struct asking *x, uint32_t block, uint32_t *ret_from, uint32_t *ret_e)
{
    const struct reaching *r = x->r;
    if (r->pred_first[block + 1] - r->pred_first[block] != 1)
        return false;
    *ret_from = r->pred[r->pred_first[block]];
    const struct block *k = &x->fn->blocks.at[*ret_from];
    for (*ret_e = 0; *ret_e < k->edge_len; ++*ret_e)
        if (x->fn->edges.at[k->first_edge + *ret_e].to.i == block)
            return k->term == TERM_BRANCH || k->term == TERM_SWITCH;
    return false;
}

/* Does STORE alone stand behind one edge of a branch that leads to AT, and all other stores in
 * front of that branch? Then the branch decides. */
static bool is_decided(const struct asking *x, struct place_in at, struct path_id path,
                       const struct stores_at *all, uint32_t store, uint32_t *ret_branch,
                       uint32_t *ret_e)
{
    if (store == FROM_START || x->r->block_of[store] == 0)
        return false;
    uint32_t block = x->r->block_of[store] - 1;
    if (block == at.block || !only_edge(x, block, ret_branch, ret_e) ||
        !dominates(x, *ret_branch, at.block))
        return false;
    struct stores_at before;
    find_stores(x, (struct place_in){*ret_branch, UINT32_MAX}, path, &before);
    if (before.lost || is_among(&before, store))
        return false;
    for (uint32_t i = 0; i < all->len; i++)
        if (all->at[i] != store && !is_among(&before, all->at[i]))
            return false;
    return true;
}

/* Both edges of a branch store: if (c) x = 1; else x = 2; */
static bool is_either(const struct asking *x, const struct stores_at *all, uint32_t *ret_branch,
                      uint32_t *ret_e)
{
    uint32_t other, e;
    return all->len == 2 && all->at[0] != FROM_START && all->at[1] != FROM_START &&
           x->r->block_of[all->at[0]] && x->r->block_of[all->at[1]] &&
           only_edge(x, x->r->block_of[all->at[0]] - 1, ret_branch, ret_e) &&
           only_edge(x, x->r->block_of[all->at[1]] - 1, &other, &e) && other == *ret_branch &&
           x->fn->blocks.at[other].term == TERM_BRANCH && e != *ret_e;
}

static struct term_id term_of_path(const struct asking *x, struct place_in at, struct path_id path)
{
    struct terms *t = x->b->terms;
    struct stores_at all;
    uint32_t branch, e;
    find_stores(x, at, path, &all);
    if (all.lost || !all.len)
        return TERM_UNKNOWN;
    if (all.len == 1)
        return stored_term(x, all.at[0], path);
    if (is_either(x, &all, &branch, &e) && dominates(x, branch, at.block))
        return term_choice(t, reaching_edge(x->b, x->node, branch, e),
                           stored_term(x, all.at[0], path), stored_term(x, all.at[1], path));
    for (uint32_t i = 0; i < all.len; i++) {
        if (!is_decided(x, at, path, &all, all.at[i], &branch, &e))
            continue;
        struct term_id condition = reaching_edge(x->b, x->node, branch, e);
        struct term_id yes = stored_term(x, all.at[i], path);
        return term_choice(t, condition, yes,
                           term_of_path(x, (struct place_in){branch, UINT32_MAX}, path));
    }
    return TERM_UNKNOWN;
}

/* ---- values ---- */

static struct term_id term_of_variable(const struct asking *x, struct place_in at,
                                       struct path_id path)
{
    const struct path *p = function_path(x->fn, path);
    const struct body *body = &x->b->at[x->node.i];
    uint32_t stores = body->assign_len[path.i];
    if (p->step_len || (p->root_kind != ROOT_PARAM && p->root_kind != ROOT_LOCAL))
        return TERM_UNKNOWN;
    if (p->root_kind == ROOT_PARAM && !stores)
        return term_param(x->b->terms, p->root);
    struct term_id term = term_of_path(x, at, path);
    if (term.i || stores != 1 || p->root_kind != ROOT_LOCAL)
        return term;
    return term_local(x->b->terms, (uint64_t)x->node.i << 32 | path.i);
}

static struct term_id term_of(const struct asking *x, struct place_in at, struct value_id id)
{
    struct terms *t = x->b->terms;
    const struct function *fn = x->fn;
    const struct value *v = function_value(fn, id);
    struct term_id part[3] = {TERM_UNKNOWN, TERM_UNKNOWN, TERM_UNKNOWN};
    switch (v->kind) {
    case VALUE_INT:
        return term_int(t, v->number, fn->names.at ? fn->names.at + v->first_name : NULL,
                        v->name_len);
    case VALUE_NULL:
        return term_int(t, 0, NULL, 0);
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
        return term_set(t);
    case VALUE_PATH:
        return term_of_variable(x, at, v->path);
    case VALUE_CHOICE:
        if (v->choice_len != 2 || v->condition.i == FACTS_NONE)
            return TERM_UNKNOWN;
        part[0] = term_of(x, at, v->condition);
        for (uint32_t i = 0; i < 2; i++)
            part[1 + i] = term_of(x, at, fn->choices.at[v->first_choice + i]);
        return term_choice(t, part[0], part[1], part[2]);
    case VALUE_UNKNOWN:
        for (uint32_t i = 0; i < v->operand_len && i < 2; i++)
            part[i] = term_of(x, at, fn->operands.at[v->first_operand + i]);
        return v->operand_len > 2 ? TERM_UNKNOWN : term_op(t, v->operator, part[0], part[1]);
    case VALUE_RESULT:
        break;
    }
    return TERM_UNKNOWN;
}

struct term_id reaching_term(const struct bodies *b, struct node_id n, struct place_in at,
                             struct value_id value)
{
    struct asking x = ask(b, n);
    return term_of(&x, at, value);
}

struct term_id reaching_term_at(const struct bodies *b, struct node_id n, uint32_t event,
                                struct value_id value)
{
    struct asking x = ask(b, n);
    if (!x.r->block_of[event])
        return TERM_UNKNOWN;
    return term_of(&x, (struct place_in){x.r->block_of[event] - 1, x.r->position_of[event]}, value);
}

/* ---- conditions ---- */

static struct term_id case_term(const struct asking *x, uint32_t block, const struct edge *edge)
{
    struct terms *t = x->b->terms;
    const struct cond *c = &x->fn->blocks.at[block].cond;
    if (!edge->known || edge->is_default || c->value.i == FACTS_NONE)
        return TERM_UNKNOWN;
    struct term_id value = term_of(x, (struct place_in){block, UINT32_MAX}, c->value);
    struct term_id low = term_int(t, edge->low, NULL, 0), high = term_int(t, edge->high, NULL, 0);
    if (edge->low == edge->high)
        return term_op(t, OPERATOR_EQ, value, low);
    return term_op(t, OPERATOR_BOTH, term_op(t, OPERATOR_GE, value, low),
                   term_op(t, OPERATOR_LE, value, high));
}

/* What follows a switch where no case fits, in its default or behind it: none of the values. */
static struct term_id default_term(const struct asking *x, uint32_t block)
{
    struct terms *t = x->b->terms;
    const struct block *k = &x->fn->blocks.at[block];
    struct term_id all = TERM_UNKNOWN;
    for (uint32_t e = 0; e + 1 < k->edge_len; e++) {
        struct term_id one = case_term(x, block, &x->fn->edges.at[k->first_edge + e]);
        one = term_op(t, OPERATOR_NOT, one, TERM_UNKNOWN);
        all = e ? term_op(t, OPERATOR_BOTH, one, all) : one;
    }
    return all;
}

static struct term_id switch_term(const struct asking *x, uint32_t block, uint32_t e)
{
    const struct block *k = &x->fn->blocks.at[block];
    uint32_t to = x->fn->edges.at[k->first_edge + e].to.i;
    struct term_id any = TERM_UNKNOWN;
    for (uint32_t i = 0; i < k->edge_len; i++) { /* several cases of one block */
        if (x->fn->edges.at[k->first_edge + i].to.i != to)
            continue;
        struct term_id one = i + 1 == k->edge_len
                                 ? default_term(x, block)
                                 : case_term(x, block, &x->fn->edges.at[k->first_edge + i]);
        if (!one.i)
            return TERM_UNKNOWN;
        any = any.i ? term_op(x->b->terms, OPERATOR_EITHER, any, one) : one;
    }
    return any;
}

struct term_id reaching_edge(const struct bodies *b, struct node_id n, uint32_t block, uint32_t e)
{
    static const enum operator operators[] = {
        [OP_EQ] = OPERATOR_EQ,
        [OP_NE] = OPERATOR_NE,
        [OP_LT] = OPERATOR_LT,
        [OP_LE] = OPERATOR_LE,
        [OP_GT] = OPERATOR_GT,
        [OP_GE] = OPERATOR_GE,
        [OP_HAS] = OPERATOR_AND
    };
    struct asking x = ask(b, n);
    const struct block *k = &x.fn->blocks.at[block];
    struct place_in end = {block, UINT32_MAX};
    struct term_id term = TERM_UNKNOWN;
    if (k->term == TERM_SWITCH)
        return switch_term(&x, block, e);
    if (k->term != TERM_BRANCH)
        return TERM_UNKNOWN;
    if (k->cond.kind == COND_TRUTH)
        term = term_of(&x, end, k->cond.value);
    else if (k->cond.kind == COND_COMPARE)
        term = term_op(b->terms, operators[k->cond.op], term_of(&x, end, k->cond.value),
                       term_of(&x, end, k->cond.other));
    return e == 0 ? term : term_op(b->terms, OPERATOR_NOT, term, TERM_UNKNOWN);
}
