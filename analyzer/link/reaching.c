#include "link/reaching.h"

struct remembered {
    enum {
        NOT_ASKED,
        BEING_ASKED,
        ANSWERED
    } state; /* BEING_ASKED: it depends on itself, in a loop;
                then it is unknown */
    struct term_id term;
};

/* What is remembered of one function: conditions depend on stores, and stores on conditions, so
 * that without it the same would be asked once for each way. */
struct reaching {
    struct term_id *stored;        /* by event: the term that an assignment stores */
    bool *known, *busy;            /* by event: of stored */
    struct remembered *conditions; /* by block: that it leaves by edge 0 */
    struct remembered **ends;      /* by path, by block: what the path holds at its end */
    struct rows rows;              /* what stores in a path, or gets its address */
};

struct asking {
    const struct bodies *b;
    struct node_id node;
    const struct function *fn;
    struct reaching *r;
};

static struct rows find_rows(const struct bodies *b, const struct function *fn)
{
    VEC(struct row_entry) all = {0};
    for (uint32_t k = 0; k < fn->blocks.len; k++)
        for (uint32_t i = 0; i < fn->blocks.at[k].events.len; i++) {
            uint32_t event = fn->blocks.at[k].events.at[i].i;
            const struct event *e = &fn->events.at[event];
            if (e->kind == EVENT_ASSIGN)
                vec_push(b->scratch, &all, (struct row_entry){e->assign.to.i, event});
            for (uint32_t a = 0; e->kind == EVENT_CALL && a < e->call.arg_len; a++) {
                const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + a]);
                if (v->kind == VALUE_ADDRESS)
                    vec_push(b->scratch, &all, (struct row_entry){v->path.i, event});
            }
        }
    return rows_new(b->arena, fn->paths.len, all.at, all.len);
}

static struct asking ask(const struct bodies *b, struct node_id n)
{
    struct body *body = &b->at[n.i];
    const struct function *fn = program_get(b->program, n)->body;
    if (!body->reaching) {
        struct reaching *r = body->reaching = arena_new_one(b->arena, struct reaching);
        r->stored = arena_new_array(b->arena, struct term_id, fn->events.len + 1);
        r->known = arena_new_array(b->arena, bool, fn->events.len + 1);
        r->busy = arena_new_array(b->arena, bool, fn->events.len + 1);
        r->conditions = arena_new_array(b->arena, struct remembered, fn->blocks.len + 1);
        r->ends = arena_new_array(b->arena, struct remembered *, fn->paths.len + 1);
        r->rows = find_rows(b, fn);
    }
    return (struct asking){b, n, fn, body->reaching};
}

/* ---- the stores that reach a place ---- */

#define FROM_START UINT32_MAX /* no store: what the caller handed over */

struct stores_at {
    const struct asking *x;
    struct path_id path;
    VEC(uint32_t) at; /* events */
    bool lost;        /* some store is not understood */
};

/* Through its address: nobody knows what is stored. */
static enum back look_for_store(void *context, struct place_in end)
{
    struct stores_at *s = context;
    const struct asking *x = s->x;
    uint32_t event = back_last(x->b, x->node, &x->r->rows, s->path, end);
    if (event == FACTS_NONE)
        return BACK_ON;
    if (x->fn->events.at[event].kind != EVENT_ASSIGN)
        return BACK_LOST;
    vec_push(x->b->scratch, &s->at, event);
    return BACK_FOUND;
}

static struct stores_at find_stores(const struct asking *x, struct place_in at, struct path_id path)
{
    struct stores_at s = {.x = x, .path = path};
    bool start;
    s.lost = !back_search(x->b, x->node, at, look_for_store, &s, &start);
    if (start)
        vec_push(x->b->scratch, &s.at, FROM_START);
    return s;
}

/* ---- which of them ---- */

static struct term_id term_of(const struct asking *x, struct place_in at, struct value_id id);
static struct term_id edge_term(const struct asking *x, uint32_t block, uint32_t e);
static struct term_id term_at_end(const struct asking *x, struct place_in end, struct path_id path);

static struct term_id stored_term(const struct asking *x, uint32_t event, struct path_id path)
{
    struct reaching *r = x->r;
    const struct path *p = function_path(x->fn, path);
    if (event == FROM_START)
        return p->root_kind == ROOT_PARAM ? term_param(x->b->terms, p->root) : TERM_UNKNOWN;
    if (r->known[event] || r->busy[event])
        return r->stored[event]; /* busy: it depends on itself, in a loop; then it is unknown */
    r->busy[event] = true;
    struct place_in at;
    back_place(x->b, x->node, event, &at);
    r->stored[event] = term_of(x, at, x->fn->events.at[event].assign.from);
    r->known[event] = true;
    r->busy[event] = false;
    return r->stored[event];
}

static bool is_among(const struct stores_at *s, uint32_t event)
{
    for (uint32_t i = 0; i < s->at.len; i++)
        if (s->at.at[i] == event)
            return true;
    return false;
}

/* The edge by which its only predecessor comes to BLOCK. */
static bool only_edge(const struct asking *x, uint32_t block, uint32_t *ret_from, uint32_t *ret_e)
{
    uint32_t len;
    const uint32_t *before = back_blocks(x->b, x->node, block, &len);
    if (len != 1)
        return false;
    *ret_from = before[0];
    const struct block *k = &x->fn->blocks.at[*ret_from];
    for (*ret_e = 0; *ret_e < k->edge_len; ++*ret_e)
        if (x->fn->edges.at[k->first_edge + *ret_e].to.i == block)
            return k->term == TERM_BRANCH || k->term == TERM_SWITCH;
    return false;
}

/* Of the block in which the store stands. */
static bool edge_of_store(const struct asking *x, uint32_t store, uint32_t *ret_branch,
                          uint32_t *ret_e)
{
    struct place_in at;
    return store != FROM_START && back_place(x->b, x->node, store, &at) &&
           only_edge(x, at.block, ret_branch, ret_e);
}

/* Does STORE alone stand behind one edge of a branch that leads to AT, and all other stores in
 * front of that branch? Then the branch decides. */
static bool is_decided(const struct asking *x, struct place_in at, const struct stores_at *all,
                       uint32_t store, uint32_t *ret_branch, uint32_t *ret_e)
{
    uint32_t other, e;
    if (!edge_of_store(x, store, ret_branch, ret_e) ||
        x->b->at[x->node.i].block_of[store] == at.block + 1)
        return false;
    for (uint32_t i = 0; i < all->at.len; i++)
        if (all->at.at[i] != store && edge_of_store(x, all->at.at[i], &other, &e) &&
            other == *ret_branch)
            return false;
    if (!back_dominates(x->b, x->node, *ret_branch, at.block))
        return false;
    struct stores_at before = find_stores(x, (struct place_in){*ret_branch, UINT32_MAX}, all->path);
    bool decided = !before.lost && !is_among(&before, store);
    for (uint32_t i = 0; i < all->at.len && decided; i++)
        decided = all->at.at[i] == store || is_among(&before, all->at.at[i]);
    return decided;
}

/* Both edges of a branch store: if (c) x = 1; else x = 2; */
static bool is_either(const struct asking *x, const struct stores_at *all, uint32_t *ret_branch,
                      uint32_t *ret_e)
{
    uint32_t other, e;
    return all->at.len == 2 && edge_of_store(x, all->at.at[0], ret_branch, ret_e) &&
           edge_of_store(x, all->at.at[1], &other, &e) && other == *ret_branch &&
           x->fn->blocks.at[other].term == TERM_BRANCH && e != *ret_e;
}

/* ALL reach AT. */
static struct term_id term_of_stores(const struct asking *x, struct place_in at,
                                     const struct stores_at *all)
{
    struct terms *t = x->b->terms;
    uint32_t branch, e;
    if (all->lost || !all->at.len)
        return TERM_UNKNOWN;
    if (all->at.len == 1)
        return stored_term(x, all->at.at[0], all->path);
    if (is_either(x, all, &branch, &e) && back_dominates(x->b, x->node, branch, at.block))
        return term_choice(t, edge_term(x, branch, e), stored_term(x, all->at.at[0], all->path),
                           stored_term(x, all->at.at[1], all->path));
    for (uint32_t i = 0; i < all->at.len; i++) {
        if (!is_decided(x, at, all, all->at.at[i], &branch, &e))
            continue;
        struct place_in end = {branch, UINT32_MAX};
        return term_choice(t, edge_term(x, branch, e), stored_term(x, all->at.at[i], all->path),
                           term_at_end(x, end, all->path));
    }
    return TERM_UNKNOWN;
}

/* Of what reaches the end of a block. */
static struct term_id term_at_end(const struct asking *x, struct place_in end, struct path_id path)
{
    struct remembered **blocks = &x->r->ends[path.i];
    if (!*blocks)
        *blocks = arena_new_array(x->b->arena, struct remembered, x->fn->blocks.len + 1);
    struct remembered *r = &(*blocks)[end.block];
    if (r->state == NOT_ASKED) {
        struct stores_at all = find_stores(x, end, path);
        r->state = BEING_ASKED;
        r->term = term_of_stores(x, end, &all);
        r->state = ANSWERED;
    }
    return r->term;
}

/* ---- values ---- */

static struct term_id term_of_variable(const struct asking *x, struct place_in at,
                                       struct path_id path)
{
    const struct path *p = function_path(x->fn, path);
    if (p->step_len || (p->root_kind != ROOT_PARAM && p->root_kind != ROOT_LOCAL))
        return TERM_UNKNOWN;
    if (p->root_kind == ROOT_PARAM && !x->b->at[x->node.i].assign_len[path.i])
        return term_param(x->b->terms, p->root);
    struct stores_at all = find_stores(x, at, path);
    struct term_id term = term_of_stores(x, at, &all);
    if (term.i || all.lost || all.at.len != 1 || all.at.at[0] == FROM_START)
        return term;
    return term_local(x->b->terms, (uint64_t)x->node.i << 32 | all.at.at[0]);
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
        return term_local(t, (uint64_t)x->node.i << 32 | v->event.i);
    }
    return TERM_UNKNOWN;
}

/* What is asked is answered. Terms that grew too large make what is found in the function guesses.
 */
static struct term_id answer(const struct asking *x, struct term_id term)
{
    if (terms_were_cut(x->b->terms))
        x->b->cut[x->node.i] |= BODY_CUT_TERMS;
    arena_reset(x->b->scratch);
    return term;
}

struct term_id reaching_term_at(const struct bodies *b, struct node_id n, uint32_t event,
                                struct value_id value)
{
    struct asking x = ask(b, n);
    struct place_in at;
    return answer(&x, back_place(b, n, event, &at) ? term_of(&x, at, value) : TERM_UNKNOWN);
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

/* That the branch at the end of BLOCK is left by its edge 0. */
static struct term_id branch_term(const struct asking *x, uint32_t block)
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
    struct terms *t = x->b->terms;
    const struct block *k = &x->fn->blocks.at[block];
    struct place_in end = {block, UINT32_MAX};
    struct remembered *r = &x->r->conditions[block];
    if (r->state != NOT_ASKED)
        return r->term;
    r->state = BEING_ASKED;
    if (k->cond.kind == COND_TRUTH)
        r->term = term_of(x, end, k->cond.value);
    else if (k->cond.kind == COND_COMPARE)
        r->term = term_op(t, operators[k->cond.op], term_of(x, end, k->cond.value),
                          term_of(x, end, k->cond.other));
    r->state = ANSWERED;
    return r->term;
}

static struct term_id edge_term(const struct asking *x, uint32_t block, uint32_t e)
{
    const struct block *k = &x->fn->blocks.at[block];
    if (k->term == TERM_SWITCH)
        return switch_term(x, block, e);
    if (k->term != TERM_BRANCH)
        return TERM_UNKNOWN;
    struct term_id term = branch_term(x, block);
    return e == 0 ? term : term_op(x->b->terms, OPERATOR_NOT, term, TERM_UNKNOWN);
}

struct term_id reaching_edge(const struct bodies *b, struct node_id n, uint32_t block, uint32_t e)
{
    struct asking x = ask(b, n);
    return answer(&x, edge_term(&x, block, e));
}
