#include "effects/tasks/escapes.h"

#include "effects/tasks/escape_wait.h"
#include "effects/tasks/late.h"

#include <string.h>

#define MAX_ARGS 16
#define MAX_PARAMS 16
#define ROUNDS 6

/* A parameter of which what it points to is kept. */
struct kept {
    bool is_kept;
    struct escape how;
};

struct escapes {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct aval_context *values;
    const struct suspends *suspends;
    struct waits *waits;
    struct kept **kept; /* by node: MAX_PARAMS, NULL: none */
};

static const struct function *body_of(const struct escapes *e, struct node_id n)
{
    return program_get(e->program, n)->body;
}

/* ---- who hands what over ---- */

/* One argument of a call that is kept. */
struct hand_over {
    struct node_id node;
    uint32_t event, arg;
    const struct rule_keep *rule;
    struct node_id callee; /* FACTS_NONE: a rule's own call */
    uint32_t param;
};

typedef VEC(struct hand_over) hand_over_vec;

static bool rule_holds(const struct escapes *e, const struct rule_keep *r, struct node_id n,
                       uint32_t event)
{
    const struct function *fn = body_of(e, n);
    const struct event_call *c = &fn->events.at[event].call;
    struct aval args[MAX_ARGS];
    if (!callee_arity_fits(&r->callee, c->arg_len))
        return false;
    if (r->in != CONTEXT_ANY && !(e->contexts->at[n.i].bits & r->in))
        return false;
    uint32_t len = c->arg_len < MAX_ARGS ? c->arg_len : MAX_ARGS;
    for (uint32_t i = 0; (r->when.len || r->unless.len) && i < len; i++)
        args[i] = aval_of(e->values, n, event, fn->args.at[c->first_arg + i]);
    if (r->when.len && aval_any(e->values, &r->when, args, len) != TRI_YES)
        return false;
    return !r->unless.len || aval_any(e->values, &r->unless, args, len) != TRI_YES;
}

/* Where the function that goes on runs at once until it first suspends, it keeps what it uses after
 * that. */
static bool entry_goes_on(struct escapes *e, const struct rule_keep *r, struct node_id n,
                          uint32_t event)
{
    const struct function *fn = body_of(e, n);
    const struct event_call *c = &fn->events.at[event].call;
    uint32_t arg = r->entry == INT32_MIN ? FACTS_NONE : arg_index(r->entry, c->arg_len);
    source_vec entries = {0};
    if (arg == FACTS_NONE)
        return true;
    flow_value(e->contexts->flow, e->arena, n, fn->args.at[c->first_arg + arg], event, &entries);
    bool goes_on = !entries.len;
    for (uint32_t i = 0; i < entries.len && !goes_on; i++)
        goes_on = late_use(e->contexts, e->suspends, entries.at[i]->function, FACTS_NONE);
    return goes_on;
}

static void ruled_hand_overs(struct escapes *e, struct arena *arena, struct node_id n,
                             uint32_t event, hand_over_vec *ret)
{
    const struct node *node = program_get(e->program, n);
    const struct event_call *c = &node->body->events.at[event].call;
    const struct name_roles *r = roles_function(
        e->contexts->bodies->roles, callee_name(e->program, node->facts, node->body, c));
    for (uint32_t i = 0; r && i < r->keeps.len; i++) {
        const struct rule_keep *k = r->keeps.at[i];
        if (!rule_holds(e, k, n, event) || !entry_goes_on(e, k, n, event))
            continue;
        for (uint32_t a = 0; a < k->args.len; a++) {
            uint32_t arg = arg_index(k->args.at[a], c->arg_len);
            if (arg != FACTS_NONE)
                vec_push(arena, ret, (struct hand_over){n, event, arg, k, {FACTS_NONE}, 0});
        }
    }
}

/* go(f(&x)): the arguments of the call that is the coroutine's body. */
static void spawned_hand_overs(struct escapes *e, struct arena *arena, struct node_id n,
                               uint32_t event, hand_over_vec *ret)
{
    const struct node *node = program_get(e->program, n);
    const struct event_call *c = &node->body->events.at[event].call;
    const struct name_roles *r =
        c->in_macro_arg ? roles_macro(e->contexts->bodies->roles, c->macro) : NULL;
    if (!r || !r->keeps.len || !context_is_spawn(e->contexts, n, event))
        return;
    struct node_id callee = call_node(node->facts, c);
    for (uint32_t i = 0; i < r->keeps.len; i++)
        for (uint32_t a = 0; r->keeps.at[i]->args_of_call && a < c->arg_len; a++)
            if (callee.i == FACTS_NONE || late_use(e->contexts, e->suspends, callee, a))
                vec_push(arena, ret,
                         (struct hand_over){n, event, a, r->keeps.at[i], {FACTS_NONE}, 0});
}

static void hand_overs(struct escapes *e, struct arena *arena, struct node_id n, uint32_t event,
                       hand_over_vec *ret)
{
    const struct event_call *c = &body_of(e, n)->events.at[event].call;
    struct node_id callees[16];
    ruled_hand_overs(e, arena, n, event, ret);
    if (ret->len)
        return;
    spawned_hand_overs(e, arena, n, event, ret);
    uint32_t len = context_callees(e->contexts, n, event, callees, 16);
    for (uint32_t i = 0; i < len && !ret->len; i++)
        for (uint32_t p = 0; e->kept[callees[i].i] && p < MAX_PARAMS && p < c->arg_len; p++)
            if (e->kept[callees[i].i][p].is_kept)
                vec_push(arena, ret,
                         (struct hand_over){n, event, p, e->kept[callees[i].i][p].how.rule,
                                            callees[i], p});
}

/* ---- what is handed over ---- */

/* Does PATH begin with all of PREFIX, and go on with a field? WHOLE: with its variable will do. */
static bool is_field_of(const struct function *fn, const struct path *path,
                        const struct path *prefix, bool whole)
{
    uint32_t len = whole ? 0 : prefix->step_len;
    const struct path_step *last = path_last(fn, path);
    if (path->root_kind != prefix->root_kind || path->root != prefix->root ||
        path->step_len <= len || last->kind != STEP_FIELD)
        return false;
    for (uint32_t i = 0; i < len; i++) {
        const struct path_step *a = &fn->steps.at[path->first_step + i],
                               *b = &fn->steps.at[prefix->first_step + i];
        if (a->kind != b->kind || (a->kind == STEP_FIELD && a->field.i != b->field.i))
            return false;
    }
    return true;
}

/* Does a local pointer only ever point to what calls have returned? */
static bool is_own_object(const struct function *fn, const struct pointee *at)
{
    bool any = false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *a = &fn->events.at[i];
        if (a->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(fn, a->assign.to);
        if (to->step_len || to->root_kind != at->root_kind || to->root != at->root)
            continue;
        if (function_value(fn, a->assign.from)->kind != VALUE_RESULT)
            return false;
        any = true;
    }
    return any;
}

/* Addresses that are stored in OBJECT, which X hands over; of an object that the function made
 * itself, in any part of it: what goes on finds its way from one to the other. */
static void find_inside(struct escapes *e, struct arena *arena, const struct escape *x,
                        const struct path *object, escape_vec *ret)
{
    const struct function *fn = body_of(e, x->node);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *a = &fn->events.at[i];
        if (a->kind != EVENT_ASSIGN || !is_field_of(fn, function_path(fn, a->assign.to), object,
                                                    x->what.kind == POINTEE_VALUE))
            continue;
        struct escape inside = *x;
        inside.what = frame_pointee(e->contexts->bodies, x->node, a->assign.from);
        inside.inside = true;
        inside.stored = a->assign.to;
        bool other = inside.what.root_kind != object->root_kind || inside.what.root != object->root;
        if (other && (inside.what.kind == POINTEE_FRAME || inside.what.kind == POINTEE_PARAM))
            vec_push(arena, ret, inside);
    }
}

static void candidates(struct escapes *e, struct arena *arena, const struct hand_over *h,
                       escape_vec *ret)
{
    const struct function *fn = body_of(e, h->node);
    const struct event_call *c = &fn->events.at[h->event].call;
    struct value_id id = fn->args.at[c->first_arg + h->arg];
    const struct value *v = function_value(fn, id);
    struct escape x = {.node = h->node,
                       .event = h->event,
                       .what = frame_pointee(e->contexts->bodies, h->node, id),
                       .rule = h->rule,
                       .callee = h->callee,
                       .param = h->param};
    bool contents = h->rule->contents && h->callee.i == FACTS_NONE;
    if (x.what.kind == POINTEE_UNKNOWN)
        return;
    if (!contents && x.what.kind != POINTEE_VALUE)
        vec_push(arena, ret, x);
    if (x.what.kind == POINTEE_VALUE && !is_own_object(fn, &x.what))
        return;
    if ((contents || x.what.kind != POINTEE_FRAME) &&
        (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS))
        find_inside(e, arena, &x, function_path(fn, v->path), ret);
}

/* ---- functions ---- */

static bool is_call(const struct function *fn, uint32_t event)
{
    return fn->events.at[event].kind == EVENT_CALL;
}

static void all_candidates(struct escapes *e, struct arena *arena, struct node_id n,
                           escape_vec *ret)
{
    const struct function *fn = body_of(e, n);
    const struct body *body = &e->contexts->bodies->at[n.i];
    for (uint32_t i = 0; fn && i < body->live.len; i++) {
        hand_over_vec all = {0};
        if (!is_call(fn, body->live.at[i].event))
            continue;
        hand_overs(e, arena, n, body->live.at[i].event, &all);
        for (uint32_t k = 0; k < all.len; k++)
            candidates(e, arena, &all.at[k], ret);
    }
}

/* Blocks that are reached from the entry without edge EDGE of block SKIP. */
static bool reached_without(const struct function *fn, struct arena *scratch, uint32_t to,
                            uint32_t skip, uint32_t edge)
{
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1);
    uint32_t *work = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), len = 0;
    work[len++] = 0;
    seen[0] = true;
    while (len) {
        uint32_t at = work[--len];
        const struct block *k = &fn->blocks.at[at];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t next = fn->edges.at[k->first_edge + e].to.i;
            if (seen[next] || (at == skip && e == edge))
                continue;
            seen[next] = true;
            work[len++] = next;
        }
    }
    return seen[to];
}

/* Is it handed over only where the object itself says so, in one of its fields? Then it depends on
 * the object, of which nothing is known. */
static bool is_own_decision(const struct function *fn, struct arena *scratch,
                            const struct escape *x)
{
    uint32_t block = 0;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t k = 0; k < fn->blocks.at[i].events.len; k++)
            if (fn->blocks.at[i].events.at[k].i == x->event)
                block = i;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        if (k->term != TERM_BRANCH || (k->cond.kind != COND_TRUTH && k->cond.kind != COND_COMPARE))
            continue;
        const struct value *v = function_value(fn, k->cond.value);
        const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
        if (!p || !p->step_len || p->root_kind != x->what.root_kind || p->root != x->what.root)
            continue;
        if (!reached_without(fn, scratch, block, i, 0) ||
            !reached_without(fn, scratch, block, i, 1))
            return true;
    }
    return false;
}

/* Which parameters of N does it leave in the hands of others? */
static bool find_kept(struct escapes *e, struct arena *scratch, struct node_id n)
{
    escape_vec all = {0};
    bool changed = false;
    all_candidates(e, scratch, n, &all);
    for (uint32_t i = 0; i < all.len; i++) {
        struct escape *x = &all.at[i];
        if (x->what.kind != POINTEE_PARAM || x->what.root >= MAX_PARAMS)
            continue;
        if (e->kept[n.i] && e->kept[n.i][x->what.root].is_kept)
            continue;
        if (is_own_decision(body_of(e, n), scratch, x) || !waits_leaves(e->waits, x, &x->left_at))
            continue;
        if (!e->kept[n.i])
            e->kept[n.i] = arena_new_array(e->arena, struct kept, MAX_PARAMS);
        e->kept[n.i][x->what.root] = (struct kept){true, *x};
        changed = true;
    }
    return changed;
}

struct escapes *escapes_new(const struct contexts *c, const struct aval_context *values,
                            const struct suspends *s)
{
    struct arena *arena = arena_new(), *scratch = arena_new();
    struct escapes *e = arena_new_one(arena, struct escapes);
    *e = (struct escapes){
        .arena = arena, .contexts = c, .program = c->program, .values = values, .suspends = s};
    e->kept = arena_new_array(arena, struct kept *, c->program->nodes.len + 1);
    e->waits = waits_new(c, s);
    bool changed = true;
    for (int round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (uint32_t i = 0; i < c->program->nodes.len; i++) {
            changed |= find_kept(e, scratch, (struct node_id){i});
            arena_reset(scratch);
        }
    }
    arena_free(scratch);
    return e;
}

void escapes_free(struct escapes *e)
{
    if (!e)
        return;
    waits_free(e->waits);
    arena_free(e->arena);
}

void escapes_of(struct escapes *e, struct arena *arena, struct node_id n, escape_vec *ret)
{
    escape_vec all = {0};
    all_candidates(e, arena, n, &all);
    for (uint32_t i = 0; i < all.len; i++) {
        struct escape *x = &all.at[i];
        bool said = false;
        for (uint32_t k = 0; k < ret->len && !said; k++)
            said = ret->at[k].event == x->event && ret->at[k].what.root == x->what.root &&
                   ret->at[k].what.root_kind == x->what.root_kind;
        if (x->what.kind == POINTEE_FRAME && !said && waits_leaves(e->waits, x, &x->left_at))
            vec_push(arena, ret, *x);
    }
}

bool escape_below(const struct escapes *e, const struct escape *x, struct escape *ret)
{
    if (x->callee.i == FACTS_NONE || !e->kept[x->callee.i] ||
        !e->kept[x->callee.i][x->param].is_kept)
        return false;
    *ret = e->kept[x->callee.i][x->param].how;
    return true;
}
