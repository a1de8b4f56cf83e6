#include "effects/already.h"

#include "ir/order.h"
#include "link/back.h"

struct already {
    struct arena *arena;
    const struct contexts *contexts;
    bool **waits; /* by node, by block: part of such a wait; NULL: not asked yet */
};

/* What a wait tests. */
struct tested {
    const struct function *fn;
    struct node_id node;
    uint32_t header;
    const struct path *path;
    struct slot_id field; /* FACTS_NONE: the variable itself */
};

struct already *already_new(struct arena *arena, const struct contexts *c)
{
    struct already *a = arena_new_one(arena, struct already);
    *a = (struct already){.arena = arena, .contexts = c};
    a->waits = arena_new_array(arena, bool *, c->program->nodes.len + 1);
    return a;
}

static const struct node *node_of(const struct already *a, struct node_id n)
{
    return program_get(a->contexts->program, n);
}

/* ---- what is tested ---- */

/* The path that the value is, or is made of with a number. */
static const struct path *path_in(const struct function *fn, struct value_id id)
{
    const struct value *v = id.i == FACTS_NONE ? NULL : function_value(fn, id);
    if (v && v->kind == VALUE_UNKNOWN && v->operator== OPERATOR_NOT)
        v = function_value(fn, fn->operands.at[v->first_operand]);
    return v && v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
}

static struct slot_id field_of(const struct node *node, const struct path *path)
{
    const struct path_step *last = path_last(node->body, path);
    return last && last->kind == STEP_FIELD ? program_slot(node->facts, last->field)
                                            : (struct slot_id){FACTS_NONE};
}

/* Does the loop begin each round with a test of a local variable, parameter or field of one? */
static bool find_test(const struct already *a, struct node_id n, const struct loops *loops,
                      uint32_t loop, struct tested *ret)
{
    const struct node *node = node_of(a, n);
    uint32_t header = loops->all.at[loop].header;
    const struct block *k = &node->body->blocks.at[header];
    bool leaves = false;
    for (uint32_t e = 0; k->term == TERM_BRANCH && e < k->edge_len; e++)
        leaves |= !loops_contain(loops, loop, node->body->edges.at[k->first_edge + e].to.i);
    const struct path *path = leaves ? path_in(node->body, k->cond.value) : NULL;
    if (!path || (path->root_kind != ROOT_LOCAL && path->root_kind != ROOT_PARAM))
        return false;
    *ret = (struct tested){node->body, n, header, path, field_of(node, path)};
    return !path->step_len || ret->field.i != FACTS_NONE;
}

/* ---- what is done at once ---- */

/* Is the event only reached by one side of a guard of which the other is in no loop, and do all
 * ways from there to block TO (FACTS_NONE: to the function's end) go through it? */
static bool is_guarded(const struct already *a, struct node_id n, uint32_t event, uint32_t to)
{
    const struct bodies *b = a->contexts->bodies;
    const struct function *fn = node_of(a, n)->body;
    const struct body *body = &b->at[n.i];
    uint32_t at = body->block_of[event] - 1;
    for (uint32_t i = 0; body->block_masks && i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        if (k->term != TERM_BRANCH || k->edge_len != 2 || !(body->block_masks[i] & CONTEXT_LOOP) ||
            (to != FACTS_NONE && !back_dominates(b, n, i, to)))
            continue;
        for (uint32_t e = 0; e < 2; e++) {
            uint32_t here = fn->edges.at[k->first_edge + e].to.i,
                     other = fn->edges.at[k->first_edge + !e].to.i;
            if (body->block_masks[other] & CONTEXT_LOOP || !back_only_way(b, n, i, e, at))
                continue;
            if (here == at || (to != FACTS_NONE && !back_leads(b, n, here, to, at)))
                return true;
        }
    }
    return false;
}

/* Does the function store what is tested, by way of a pointer that it is given? */
static bool stores(const struct already *a, struct node_id n, const struct tested *t)
{
    const struct node *node = node_of(a, n);
    for (uint32_t i = 0; node->body && i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        uint32_t param;
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(node->body, e->assign.to);
        const struct path_step *last = path_last(node->body, to);
        bool same = t->field.i == FACTS_NONE ? last && last->kind == STEP_DEREF
                                             : field_of(node, to).i == t->field.i;
        if (last && same && body_root_param(a->contexts->bodies, n, to, &param))
            return true;
    }
    return false;
}

/* Does the function call its parameter PARAM at once where this is the loop's thread? */
static bool calls_at_once(const struct already *a, struct node_id n, uint32_t param)
{
    const struct function *fn = node_of(a, n)->body;
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event_call *c = &fn->events.at[i].call;
        if (fn->events.at[i].kind != EVENT_CALL || c->callee_kind != CALLEE_PATH)
            continue;
        const struct path *p = function_path(fn, c->path);
        bool given = p->root_kind == ROOT_PARAM && p->root == param;
        const struct path_step *last = path_last(fn, p);
        if (given && (!last || (p->step_len == 1 && last->kind == STEP_DEREF)) &&
            a->contexts->bodies->at[n.i].block_of[i] && is_guarded(a, n, i, FACTS_NONE))
            return true;
    }
    return false;
}

static bool is_given(const struct function *fn, const struct event_call *c, const struct tested *t)
{
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + i]);
        bool place = v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH;
        const struct path *p = place ? function_path(fn, v->path) : NULL;
        if (p && p->root_kind == t->path->root_kind && p->root == t->path->root)
            return true;
    }
    return false;
}

/* Has the loop's thread done what is waited for once it has made this call? */
static bool does_at_once(const struct already *a, const struct call *call, const struct tested *t)
{
    const struct bodies *b = a->contexts->bodies;
    const struct node *node = node_of(a, t->node);
    const struct event *e = &t->fn->events.at[call->event];
    uint32_t block = b->at[t->node.i].block_of[call->event];
    if (e->kind != EVENT_CALL || !block || call->callees.len != 1 || !is_given(t->fn, &e->call, t))
        return false;
    struct node_id callee = call->callees.at[0];
    if (stores(a, callee, t) && is_guarded(a, t->node, call->event, t->header))
        return true;
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        const struct value *v = function_value(t->fn, t->fn->args.at[e->call.first_arg + i]);
        if (v->kind == VALUE_FUNCTION && stores(a, program_node(node->facts, v->function), t) &&
            calls_at_once(a, callee, i) && back_dominates(b, t->node, block - 1, t->header))
            return true;
    }
    return false;
}

static bool *find_waits(const struct already *a, struct node_id n)
{
    const struct function *fn = node_of(a, n)->body;
    const call_vec *rows = &a->contexts->calls->at[n.i];
    bool *waits = arena_new_array(a->arena, bool, fn->blocks.len + 1);
    struct loops loops;
    struct tested t;
    loops_find(a->arena, fn, &loops);
    for (uint32_t l = 0; l < loops.all.len; l++) {
        bool done = false;
        const struct loop *loop = &loops.all.at[l];
        for (uint32_t i = 0; i < rows->len && !done && find_test(a, n, &loops, l, &t); i++)
            done = does_at_once(a, &rows->at[i], &t);
        for (uint32_t i = 0; done && i < loop->len; i++)
            waits[loops.blocks.at[loop->first + i]] = true;
    }
    return waits;
}

bool already_done(struct already *a, struct node_id n, uint32_t event)
{
    uint32_t block = a->contexts->bodies->at[n.i].block_of[event];
    if (!block)
        return false;
    if (!a->waits[n.i])
        a->waits[n.i] = find_waits(a, n);
    return a->waits[n.i][block - 1];
}
