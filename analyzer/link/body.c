#include "link/body.h"

#include "base/fail.h"
#include "ir/order.h"
#include "link/stores.h"

#include <stdlib.h>
#include <string.h>

struct node_id call_node(const struct facts *f, const struct event_call *c)
{
    return c->callee_kind == CALLEE_DIRECT ? program_node(f, c->function)
                                           : (struct node_id){FACTS_NONE};
}

struct str call_name(const struct program *p, const struct facts *f, const struct function *fn,
                     const struct event_call *c)
{
    if (c->callee_kind == CALLEE_DIRECT)
        return facts_entity(f, c->function)->name;
    if (c->callee_kind != CALLEE_PATH)
        return (struct str){0};
    const struct path *path = function_path(fn, c->path);
    if (!path->step_len && path->root_kind == ROOT_GLOBAL)
        return facts_entity(f, (struct entity_id){path->root})->name;
    const struct path_step *last = path_last(fn, path);
    return last && last->kind == STEP_FIELD ? p->slots.at[program_slot(f, last->field).i].callee
                                            : (struct str){0};
}

struct loc body_event_loc(const struct function *fn, uint32_t event)
{
    const struct event *e = &fn->events.at[event];
    for (uint32_t i = 0; e->kind == EVENT_CLEANUP && i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_GUARD &&
            fn->events.at[i].cleanup.path.i == e->cleanup.path.i)
            return fn->events.at[i].loc;
    return e->loc;
}

bool body_path_is_indirect(const struct program *p, const struct function *fn, struct path_id id)
{
    const struct path *path = function_path(fn, id);
    if (path->root_kind != ROOT_LOCAL || !path->step_len)
        return false;
    const char *type = program_text(p, fn->locals.at[path->root].type);
    size_t len = strlen(type);
    for (uint32_t i = 0; i < path->step_len; i++)
        if (fn->steps.at[path->first_step + i].kind == STEP_DEREF)
            return true;
    return len && type[len - 1] == '*';
}

/* ---- assignments ---- */

static void count_assignments(struct arena *a, const struct function *fn, struct body *ret_body)
{
    ret_body->dead = stores_dead(a, fn);
    ret_body->assign_len = arena_new_array(a, uint32_t, fn->paths.len + 1);
    ret_body->assign_from = arena_new_array(a, struct value_id, fn->paths.len + 1);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && !(ret_body->dead && ret_body->dead[i])) {
            uint32_t *len = &ret_body->assign_len[e->assign.to.i];
            if (*len < 2)
                ++*len;
            ret_body->assign_from[e->assign.to.i] = e->assign.from;
        }
        if (e->kind != EVENT_CALL)
            continue;
        for (uint32_t k = 0; k < e->call.arg_len; k++) { /* a callee may write through an address */
            const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
            if (v->kind == VALUE_ADDRESS)
                ret_body->assign_len[v->path.i] = 2;
        }
    }
}

bool body_path_is_static(const struct program *p, struct node_id n, struct path_id path)
{
    const struct node *node = program_get(p, n);
    const struct path *at = function_path(node->body, path);
    if (at->root_kind != ROOT_GLOBAL)
        return false;
    const char *key = program_text(p, facts_entity(node->facts, (struct entity_id){at->root})->key);
    const char *name = program_text(p, node->name);
    size_t len = strlen(name);
    for (const char *in = key; (in = strstr(in, "@F@")); in++)
        if (!strncmp(in + 3, name, len) && in[3 + len] == '@')
            return true;
    return false;
}

struct value_id body_resolve(const struct bodies *b, struct node_id n, struct value_id v)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct body *body = &b->at[n.i];
    for (int depth = 0; depth < 8; depth++) {
        const struct value *value = function_value(fn, v);
        if (value->kind != VALUE_PATH)
            return v;
        const struct path *path = function_path(fn, value->path);
        if (path->root_kind != ROOT_LOCAL || path->step_len || body->assign_len[value->path.i] != 1)
            return v;
        v = body->assign_from[value->path.i];
    }
    return v;
}

const struct value_id *body_only_value(const struct bodies *b, struct node_id n,
                                       const struct path *p)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct body *body = &b->at[n.i];
    for (uint32_t i = 0; p->root_kind == ROOT_LOCAL && i < fn->paths.len; i++) {
        const struct path *variable = &fn->paths.at[i];
        if (variable->root_kind == ROOT_LOCAL && variable->root == p->root && !variable->step_len)
            return body->assign_len[i] == 1 ? &body->assign_from[i] : NULL;
    }
    return NULL;
}

bool body_root_param(const struct bodies *b, struct node_id n, const struct path *p,
                     uint32_t *ret_param)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value_id *only = body_only_value(b, n, p);
    if (only) {
        const struct value *v = function_value(fn, body_resolve(b, n, *only));
        if (v->kind != VALUE_PATH)
            return false;
        p = function_path(fn, v->path);
        if (p->step_len)
            return false;
    }
    *ret_param = p->root;
    return p->root_kind == ROOT_PARAM;
}

/* ---- code that only leads to the end of the process ---- */

bool body_call_stops(const struct bodies *b, struct node_id in, const struct event_call *c)
{
    const struct facts *f = program_get(b->program, in)->facts;
    const struct function *fn = program_get(b->program, in)->body;
    struct node_id n = call_node(f, c);
    if (n.i != FACTS_NONE && (program_get(b->program, n)->noreturn || b->at[n.i].never_returns))
        return true;
    const struct name_roles *r = roles_function(b->roles, call_name(b->program, f, fn, c));
    return r && r->is_noreturn;
}

/* Does the block give way to other coroutines, or end a thread? Then it is no way to the end of the
 * process, even where the task's own end is written as a call that never returns. */
static bool gives_way(const struct bodies *b, struct node_id n, const struct block *k)
{
    const struct facts *f = program_get(b->program, n)->facts;
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t e = 0; e < k->events.len; e++) {
        const struct event *event = &fn->events.at[k->events.at[e].i];
        const struct name_roles *r = NULL;
        if (event->kind == EVENT_CALL)
            r = roles_function(b->roles, call_name(b->program, f, fn, &event->call));
        else if (event->kind == EVENT_MACRO)
            r = roles_macro(b->roles, event->macro.name);
        if (r && r->ends_thread)
            return true;
        for (uint32_t i = 0; r && i < r->suspends.len; i++)
            if (r->suspends.at[i]->switches)
                return true;
    }
    return false;
}

/* Least fixpoint: a block is doomed when it ends in a call that never returns, or all that follows
 * is doomed. */
static void find_doomed(const struct bodies *b, struct node_id n, bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        doomed[i] = k->term == TERM_STOP;
        for (uint32_t e = 0; e < k->events.len && !doomed[i]; e++) {
            const struct event *event = &fn->events.at[k->events.at[e].i];
            doomed[i] = event->kind == EVENT_CALL && body_call_stops(b, n, &event->call);
        }
        doomed[i] = doomed[i] && !gives_way(b, n, k);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = fn->blocks.len; i-- > 0;) {
            const struct block *k = &fn->blocks.at[i];
            if (doomed[i] || !k->edge_len)
                continue;
            bool all = true;
            for (uint32_t e = 0; e < k->edge_len && all; e++)
                all = doomed[fn->edges.at[k->first_edge + e].to.i];
            if (all && !gives_way(b, n, k))
                doomed[i] = changed = true;
        }
    }
}

/* ---- guards ---- */

struct guard_test { /* what a condition says of the context where it holds */
    enum guard_kind kind;
    bool fork; /* the condition compares what fork returned */
    bool holds_if_true;
};

static bool is_fork_call(const struct bodies *b, const struct facts *f, const struct function *fn,
                         const struct event *e)
{
    struct node_id n = call_node(f, &e->call);
    if (n.i != FACTS_NONE && b->at[n.i].returns_fork)
        return true;
    const struct name_roles *r = roles_function(b->roles, call_name(b->program, f, fn, &e->call));
    return r && r->is_fork;
}

/* Is the value what fork returned: directly, or in a variable that one assignment gave it? */
static bool is_fork_value(const struct bodies *b, struct node_id n, const struct value *v)
{
    const struct facts *f = program_get(b->program, n)->facts;
    const struct function *fn = program_get(b->program, n)->body;
    if (!b->at[n.i].calls_fork)
        return false;
    if (v->kind == VALUE_RESULT)
        return fn->events.at[v->event.i].kind == EVENT_CALL &&
               is_fork_call(b, f, fn, &fn->events.at[v->event.i]);
    if (v->kind != VALUE_PATH)
        return false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        if (from->kind == VALUE_RESULT && fn->events.at[from->event.i].kind == EVENT_CALL &&
            is_fork_call(b, f, fn, &fn->events.at[from->event.i]))
            return true;
    }
    return false;
}

static enum guard_kind guard_of_names(const struct bodies *b, const struct function *fn,
                                      const struct value *v)
{
    for (uint32_t i = 0; i < v->name_len; i++) {
        const struct value_name *name = &fn->names.at[v->first_name + i];
        const struct name_roles *r = roles_macro(b->roles, name->name);
        if (!name->negated && r && r->guard != GUARD_NONE && r->guard < GUARD_ASSERT_IN)
            return r->guard;
    }
    return GUARD_NONE;
}

static enum guard_kind guard_of_value(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    const struct value *v = function_value(fn, body_resolve(b, n, id));
    if (v->kind == VALUE_RESULT && fn->events.at[v->event.i].kind == EVENT_CALL) {
        const struct event_call *c = &fn->events.at[v->event.i].call;
        const struct name_roles *r =
            roles_function(b->roles, call_name(b->program, node->facts, fn, c));
        if (r && r->guard != GUARD_NONE && r->guard < GUARD_ASSERT_IN)
            return r->guard;
        r = roles_macro(b->roles, c->macro);
        if (r && r->guard != GUARD_NONE && r->guard < GUARD_ASSERT_IN)
            return r->guard;
    }
    return guard_of_names(b, fn, v);
}

static bool is_zero(const struct value *v)
{
    return v->kind == VALUE_NULL || (v->kind == VALUE_INT && v->number == 0);
}

static struct guard_test guard_of_cond(const struct bodies *b, struct node_id n,
                                       const struct cond *c)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    struct guard_test t = {.holds_if_true = true};
    if (c->kind != COND_TRUTH && c->kind != COND_COMPARE)
        return t;
    t.fork = is_fork_value(b, n, function_value(fn, c->value));
    t.kind = guard_of_value(b, n, c->value);
    if (c->kind == COND_TRUTH)
        return t;
    const struct value *other = function_value(fn, c->other);
    if (c->op == OP_HAS || (c->op == OP_EQ && !is_zero(other))) {
        if (t.kind == GUARD_NONE)
            t.kind = guard_of_names(b, fn, other);
        if (c->op == OP_EQ && t.fork)
            t.fork = false;
        return t;
    }
    if (c->op == OP_NE && !is_zero(other) && t.kind == GUARD_NONE)
        t.kind = guard_of_names(b, fn, other), t.holds_if_true = false;
    else if (c->op == OP_EQ)
        t.holds_if_true = false;
    else if (c->op == OP_LT || c->op == OP_LE || c->op == OP_GE)
        t.fork = false;
    return t;
}

static uint8_t mask_for(enum guard_kind kind, bool holds)
{
    switch (kind) {
    case GUARD_IN_COROUTINE:
    case GUARD_ASSERT_IN:
        return holds ? CONTEXT_COROUTINE : CONTEXT_ANY & ~CONTEXT_COROUTINE;
    case GUARD_NOT_IN_COROUTINE:
    case GUARD_ASSERT_NOT_IN:
        return holds ? CONTEXT_ANY & ~CONTEXT_COROUTINE : CONTEXT_COROUTINE;
    case GUARD_ON_LOOP:
        return holds ? CONTEXT_ANY : CONTEXT_NONE;
    case GUARD_NOT_ON_LOOP:
        return holds ? CONTEXT_NONE : CONTEXT_ANY;
    case GUARD_NONE:
        break;
    }
    return CONTEXT_ANY;
}

/* Contexts that survive edge number E of block K. */
/* Is the value what an allocator returned, also in a variable that holds nothing else? */
static bool is_allocated(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_RESULT && fn->events.at[v->event.i].kind == EVENT_CALL) {
        const struct name_roles *r = roles_function(
            b->roles, call_name(b->program, node->facts, fn, &fn->events.at[v->event.i].call));
        return r && r->is_allocator;
    }
    if (v->kind != VALUE_PATH || function_path(fn, v->path)->root_kind != ROOT_LOCAL ||
        function_path(fn, v->path)->step_len || !b->at[n.i].allocates)
        return false;
    bool any = false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        if (from->kind != VALUE_RESULT || !is_allocated(b, n, e->assign.from))
            return false;
        any = true;
    }
    return any;
}

/* A branch on a variable that only ever has its one constant: the other edge is never taken. */
static bool edge_is_dead(const struct bodies *b, struct node_id n, const struct block *k,
                         uint32_t e)
{
    const struct function *fn = program_get(b->program, n)->body;
    if (k->cond.kind != COND_TRUTH || function_value(fn, k->cond.value)->kind != VALUE_PATH)
        return false;
    const struct value *v = function_value(fn, body_resolve(b, n, k->cond.value));
    return (v->kind == VALUE_INT || v->kind == VALUE_NULL) && is_zero(v) == (e == 0);
}

static uint8_t edge_mask(const struct bodies *b, struct node_id n, const struct block *k,
                         uint32_t e)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    if (k->term == TERM_SWITCH) {
        const struct edge *edge = &fn->edges.at[k->first_edge + e];
        bool zero = edge->known && !edge->is_default && edge->low <= 0 && edge->high >= 0;
        return zero && k->cond.value.i != FACTS_NONE &&
                       is_fork_value(b, n, function_value(fn, k->cond.value))
                   ? CONTEXT_NONE
                   : CONTEXT_ANY;
    }
    if (k->term != TERM_BRANCH)
        return CONTEXT_ANY;
    if (edge_is_dead(b, n, k, e))
        return CONTEXT_NONE;
    if (e == 1 && k->cond.kind == COND_TRUTH && is_allocated(b, n, k->cond.value))
        return CONTEXT_NONE; /* out of memory: as good as the end of the process */
    const struct name_roles *macro = roles_macro(b->roles, k->cond.macro);
    if (macro && macro->guard != GUARD_NONE && macro->guard < GUARD_ASSERT_IN)
        return mask_for(macro->guard, (e == 0) != k->cond.macro_negated);
    struct guard_test t = guard_of_cond(b, n, &k->cond);
    bool holds = (e == 0) == t.holds_if_true; /* on this edge the tested value is true, not zero */
    if (t.fork)
        return holds ? CONTEXT_ANY : CONTEXT_NONE;
    return mask_for(t.kind, holds);
}

/* An event that asserts a context narrows what follows it. */
static uint8_t event_mask(const struct bodies *b, const struct node *node, const struct event *e)
{
    const struct name_roles *r = NULL;
    if (e->kind == EVENT_CALL)
        r = roles_function(b->roles, call_name(b->program, node->facts, node->body, &e->call));
    else if (e->kind == EVENT_MACRO)
        r = roles_macro(b->roles, e->macro.name);
    return r && r->guard >= GUARD_ASSERT_IN ? mask_for(r->guard, true) : CONTEXT_ANY;
}

/* What an edge says of a parameter: bits of those that are known to be true, or false, behind it.
 */
static struct needs edge_needs(const struct bodies *b, struct node_id n, const struct block *k,
                               uint32_t e)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct needs none = {0, 0};
    if (k->term != TERM_BRANCH || k->cond.kind != COND_TRUTH)
        return none;
    const struct value *v = function_value(fn, k->cond.value);
    if (v->kind != VALUE_PATH)
        return none;
    const struct path *p = function_path(fn, v->path);
    if (p->root_kind != ROOT_PARAM || p->step_len || p->root >= 32 ||
        b->at[n.i].assign_len[v->path.i])
        return none;
    return e == 0 ? (struct needs){1U << p->root, 0} : (struct needs){0, 1U << p->root};
}

struct scratch { /* per function, grown as needed */
    uint32_t *order;
    uint8_t *mask;
    struct needs *needs;
    bool *doomed;
    uint32_t cap;
};

static void scratch_fit(struct scratch *s, uint32_t blocks)
{
    if (blocks + 1 > s->cap) {
        s->cap = (blocks + 1) * 2;
        free(s->order);
        free(s->mask);
        free(s->doomed);
        free(s->needs);
        s->needs = calloc(s->cap, sizeof *s->needs);
        s->order = calloc(s->cap, sizeof *s->order);
        s->mask = calloc(s->cap, sizeof *s->mask);
        s->doomed = calloc(s->cap, sizeof *s->doomed);
        if (!s->order || !s->mask || !s->doomed || !s->needs)
            fail_no_memory();
    }
    memset(s->mask, 0, blocks + 1);
    memset(s->doomed, 0, blocks + 1);
}

/* Forward: which contexts reach each block. */
static void spread_masks(const struct bodies *b, struct node_id n, struct scratch *s, uint32_t len)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    s->mask[0] = CONTEXT_ANY;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = len; i-- > 0;) {
            uint32_t at = s->order[i];
            const struct block *k = &fn->blocks.at[at];
            uint8_t mask = s->mask[at];
            for (uint32_t e = 0; e < k->events.len && mask; e++)
                mask &= event_mask(b, node, &fn->events.at[k->events.at[e].i]);
            for (uint32_t e = 0; e < k->edge_len && mask; e++) {
                uint32_t to = fn->edges.at[k->first_edge + e].to.i;
                uint8_t more = (uint8_t)(s->mask[to] | (mask & edge_mask(b, n, k, e)));
                if (more != s->mask[to])
                    s->mask[to] = more, changed = true;
            }
        }
    }
}

/* Forward, on all paths: which parameters are known to be true or false in each block. */
static void spread_needs(const struct bodies *b, struct node_id n, struct scratch *s, uint32_t len)
{
    const struct function *fn = program_get(b->program, n)->body;
    bool any = false;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        struct needs x = edge_needs(b, n, &fn->blocks.at[i], 0);
        any |= x.is_true || x.is_false;
        s->needs[i] = (struct needs){i ? UINT32_MAX : 0, i ? UINT32_MAX : 0};
    }
    if (!any)
        memset(s->needs, 0, fn->blocks.len * sizeof *s->needs);
    for (bool changed = any; changed;) {
        changed = false;
        for (uint32_t i = len; i-- > 0;) {
            const struct block *k = &fn->blocks.at[s->order[i]];
            struct needs in = s->needs[s->order[i]];
            for (uint32_t e = 0; e < k->edge_len; e++) {
                if (!(s->mask[s->order[i]] & edge_mask(b, n, k, e)))
                    continue;
                struct needs edge = edge_needs(b, n, k, e);
                struct needs *to = &s->needs[fn->edges.at[k->first_edge + e].to.i], old = *to;
                to->is_true &= in.is_true | edge.is_true;
                to->is_false &= in.is_false | edge.is_false;
                changed |= old.is_true != to->is_true || old.is_false != to->is_false;
            }
        }
    }
}

static void list_live(struct bodies *b, struct node_id n, const struct scratch *s, uint32_t len)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    struct body *body = &b->at[n.i];
    body->masks = arena_new_array(b->arena, uint8_t, fn->events.len + 1);
    body->block_masks = arena_new_array(b->arena, uint8_t, fn->blocks.len + 1);
    for (uint32_t i = len; i-- > 0;) {
        uint32_t at = s->order[i];
        const struct block *k = &fn->blocks.at[at];
        uint8_t mask = s->doomed[at] ? 0 : s->mask[at];
        body->block_masks[at] = mask;
        for (uint32_t e = 0; e < k->events.len && mask; e++) {
            const struct event *event = &fn->events.at[k->events.at[e].i];
            mask &= event_mask(b, node, event);
            body->masks[k->events.at[e].i] = mask;
            if (mask && (event->kind == EVENT_CALL || event->kind == EVENT_MACRO ||
                         event->kind == EVENT_ASSIGN || event->kind == EVENT_CLEANUP))
                vec_push(b->arena, &body->live,
                         (struct live_event){k->events.at[e].i, mask, s->needs[at]});
        }
        if (k->term == TERM_RETURN)
            body->exits |= mask;
    }
}

static bool calls_fork(const struct bodies *b, const struct node *node)
{
    for (uint32_t i = 0; i < node->body->events.len; i++)
        if (node->body->events.at[i].kind == EVENT_CALL &&
            is_fork_call(b, node->facts, node->body, &node->body->events.at[i]))
            return true;
    return false;
}

static bool allocates(const struct bodies *b, const struct node *node)
{
    for (uint32_t i = 0; i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        const struct name_roles *r =
            e->kind != EVENT_CALL ? NULL
                                  : roles_function(b->roles, call_name(b->program, node->facts,
                                                                       node->body, &e->call));
        if (r && r->is_allocator)
            return true;
    }
    return false;
}

static bool hands_on_fork(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_RETURN && fn->events.at[i].value.i != FACTS_NONE &&
            is_fork_value(b, n, function_value(fn, fn->events.at[i].value)))
            return true;
    return false;
}

/* Facts that a function passes to its callers: found in rounds until nothing changes (wrappers of
 * wrappers). */
static void find_stops_and_forks(struct bodies *b, struct scratch *s)
{
    struct program *p = b->program;
    for (int round = 0; round < 8; round++) {
        bool changed = false;
        for (uint32_t i = 0; i < p->nodes.len; i++) {
            const struct node *node = &p->nodes.at[i];
            struct body *body = &b->at[i];
            if (!node->body || !node->body->blocks.len)
                continue;
            if (!body->never_returns) {
                scratch_fit(s, node->body->blocks.len);
                find_doomed(b, (struct node_id){i}, s->doomed);
                body->never_returns = s->doomed[0];
                changed |= s->doomed[0];
            }
            body->calls_fork = body->calls_fork || calls_fork(b, node);
            body->allocates = body->allocates || allocates(b, node);
            if (!body->returns_fork && body->calls_fork && hands_on_fork(b, (struct node_id){i}))
                body->returns_fork = changed = true;
        }
        if (!changed)
            break;
    }
}

struct bodies *bodies_new(struct program *p, const struct roles *roles)
{
    struct arena *arena = arena_new();
    struct bodies *b = arena_new_one(arena, struct bodies);
    *b = (struct bodies){.arena = arena, .program = p, .roles = roles};
    b->at = arena_new_array(arena, struct body, p->nodes.len + 1);
    b->constants = constants_find(arena, p);
    struct scratch s = {0};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            count_assignments(arena, p->nodes.at[i].body, &b->at[i]);
    find_stops_and_forks(b, &s);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct function *fn = p->nodes.at[i].body;
        if (!fn || !fn->blocks.len)
            continue;
        scratch_fit(&s, fn->blocks.len);
        uint32_t len = 0;
        order_postorder(fn, s.order, &len);
        find_doomed(b, (struct node_id){i}, s.doomed);
        spread_masks(b, (struct node_id){i}, &s, len);
        spread_needs(b, (struct node_id){i}, &s, len);
        list_live(b, (struct node_id){i}, &s, len);
    }
    free(s.order);
    free(s.mask);
    free(s.doomed);
    free(s.needs);
    return b;
}

void bodies_free(struct bodies *b)
{
    if (b)
        arena_free(b->arena);
}
