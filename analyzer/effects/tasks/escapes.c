#include "effects/tasks/escapes.h"

#include "effects/tasks/container.h"
#include "effects/tasks/escape_wait.h"
#include "effects/tasks/late.h"

struct escapes {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct aval_context *values;
    const struct suspends *suspends;
    struct waits *waits;
    struct containers *containers;
    escape_vec *kept; /* by node: parameters of which what they point to is kept */
};

static const struct function *body_of(const struct escapes *e, struct node_id n)
{
    return program_get(e->program, n)->body;
}

/* ---- who hands what over ---- */

/* An argument of a call that is kept; it is not yet known what that points to. CALLEE: FACTS_NONE
 * for a rule's own call. */
static struct escape hand_over(const struct escapes *e, const struct call *call, uint32_t arg,
                               const struct rule_keep *rule, struct node_id callee)
{
    return (struct escape){.node = call->node,
                           .event = call->event,
                           .arg = arg,
                           .rule = rule,
                           .callee = callee,
                           .needs = body_event_needs(e->contexts->bodies, call->node, call->event),
                           .copied = rule->contents,
                           .freed_in = {FACTS_NONE}};
}

static bool rule_holds(const struct escapes *e, const struct rule_keep *r, struct node_id n,
                       uint32_t event)
{
    const struct event_call *c = &body_of(e, n)->events.at[event].call;
    struct aval args[AVAL_MAX_ARGS];
    if (!callee_arity_fits(&r->callee, c->arg_len))
        return false;
    if (r->in != CONTEXT_ANY && !(e->contexts->at[n.i].bits & r->in))
        return false;
    uint32_t len = r->when.len || r->unless.len ? aval_args(e->values, n, event, args) : 0;
    if (r->when.len && aval_any(e->values, &r->when, args, len) != TRI_YES)
        return false;
    return !r->unless.len || aval_any(e->values, &r->unless, args, len) != TRI_YES;
}

/* The functions that argument ARG of the call can be. */
static void functions_of(struct escapes *e, const struct call *call, int32_t arg, source_vec *ret)
{
    const struct function *fn = body_of(e, call->node);
    const struct event_call *c = &fn->events.at[call->event].call;
    uint32_t at = arg == INT32_MIN ? FACTS_NONE : arg_index(arg, c->arg_len);
    if (at != FACTS_NONE)
        flow_value(e->contexts->flow, e->arena, call->node, fn->args.at[c->first_arg + at],
                   call->event, ret);
}

/* Where the function that goes on runs at once until it first suspends, it keeps what it uses after
 * that. */
static bool entry_goes_on(struct escapes *e, const struct rule_keep *r, const struct call *call)
{
    source_vec entries = {0};
    functions_of(e, call, r->entry, &entries);
    bool goes_on = !entries.len;
    for (uint32_t i = 0; i < entries.len && !goes_on; i++)
        goes_on = late_use(e->contexts, e->suspends, entries.at[i]->function, FACTS_NONE);
    return goes_on;
}

static void ruled_hand_overs(struct escapes *e, struct arena *arena, const struct call *call,
                             escape_vec *ret)
{
    const struct event_call *c = &body_of(e, call->node)->events.at[call->event].call;
    for (uint32_t i = 0; call->roles && i < call->roles->keeps.len; i++) {
        const struct rule_keep *k = call->roles->keeps.at[i];
        if (!rule_holds(e, k, call->node, call->event) || !entry_goes_on(e, k, call))
            continue;
        for (uint32_t a = 0; a < k->args.len; a++) {
            uint32_t arg = arg_index(k->args.at[a], c->arg_len);
            if (arg != FACTS_NONE)
                vec_push(arena, ret, hand_over(e, call, arg, k, (struct node_id){FACTS_NONE}));
        }
    }
}

/* go(f(&x)): the arguments of the call that is the coroutine's body. */
static void spawned_hand_overs(struct escapes *e, struct arena *arena, const struct call *call,
                               escape_vec *ret)
{
    const struct event_call *c = &body_of(e, call->node)->events.at[call->event].call;
    for (uint32_t i = 0; call->spawned && i < call->macro->keeps.len; i++)
        for (uint32_t a = 0; call->macro->keeps.at[i]->args_of_call && a < c->arg_len; a++)
            if (call->callee.i == FACTS_NONE || late_use(e->contexts, e->suspends, call->callee, a))
                vec_push(
                    arena, ret,
                    hand_over(e, call, a, call->macro->keeps.at[i], (struct node_id){FACTS_NONE}));
}

/* Those of the first callee that keeps something: namesakes are the same function in another
 * program. */
static void handed_on(struct escapes *e, struct arena *arena, const struct call *call,
                      escape_vec *ret)
{
    struct aval args[AVAL_MAX_ARGS];
    for (uint32_t i = 0; i < call->callees.len && !ret->len; i++) {
        const escape_vec *kept = &e->kept[call->callees.at[i].i];
        if (!kept->len)
            continue;
        uint32_t len = aval_args(e->values, call->node, call->event, args);
        aval_hand_over(e->values, call->node, call->callees.at[i], args, len);
        for (uint32_t k = 0; k < kept->len; k++) {
            if (kept->at[k].what.root >= len)
                continue;
            struct escape x =
                hand_over(e, call, kept->at[k].what.root, kept->at[k].rule, call->callees.at[i]);
            x.copied = kept->at[k].copied;
            if (!aval_needs_met(e->values, kept->at[k].needs, args, len, x.needs, &x.needs))
                continue;
            vec_push(arena, ret, x);
        }
    }
}

static void hand_overs(struct escapes *e, struct arena *arena, const struct call *call,
                       escape_vec *ret)
{
    ruled_hand_overs(e, arena, call, ret);
    if (ret->len)
        return;
    spawned_hand_overs(e, arena, call, ret);
    handed_on(e, arena, call, ret);
}

/* ---- what is handed over ---- */

/* Does PATH begin with all of PREFIX? WHOLE: with its variable will do. */
static bool begins_with(const struct function *fn, const struct path *path,
                        const struct path *prefix, bool whole)
{
    uint32_t len = whole ? 0 : prefix->step_len;
    if (path->root_kind != prefix->root_kind || path->root != prefix->root || path->step_len < len)
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

/* Is what the assignment FROM stores still there when event TO runs? */
static bool is_still_there(struct arena *arena, const struct function *fn, uint32_t from,
                           uint32_t to)
{
    VEC(uint32_t) work = {0};
    bool *seen = arena_new_array(arena, bool, fn->blocks.len + 1);
    const struct path *stored = function_path(fn, fn->events.at[from].assign.to);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t k = 0; k < fn->blocks.at[i].events.len; k++)
            if (fn->blocks.at[i].events.at[k].i == from)
                vec_push(arena, &work, i);
    for (bool first = true; work.len; first = false) {
        const struct block *b = &fn->blocks.at[work.at[--work.len]];
        bool behind = !first, replaced = false;
        for (uint32_t k = 0; k < b->events.len && !replaced; k++) {
            uint32_t at = b->events.at[k].i;
            const struct event *e = &fn->events.at[at];
            if (at == to && behind)
                return true;
            replaced = behind && e->kind == EVENT_ASSIGN &&
                       begins_with(fn, stored, function_path(fn, e->assign.to), false);
            behind |= at == from;
        }
        for (uint32_t e = 0; !replaced && e < b->edge_len; e++) {
            uint32_t next = fn->edges.at[b->first_edge + e].to.i;
            if (!seen[next])
                vec_push(arena, &work, next);
            seen[next] = true;
        }
    }
    return false;
}

/* The struct that the value is the content of; NULL: it is no struct of its own. */
static const struct path *struct_of(const struct escapes *e, struct node_id n, struct value_id id)
{
    const struct node *node = program_get(e->program, n);
    const struct value *v = function_value(node->body, id);
    const struct path *p = v->kind == VALUE_PATH ? function_path(node->body, v->path) : NULL;
    if (!p || p->step_len)
        return NULL;
    if (p->root_kind == ROOT_LOCAL)
        return node->body->locals.at[p->root].shape.kind == SHAPE_RECORD ? p : NULL;
    bool param = p->root_kind == ROOT_PARAM && p->root < node->entity->params.len;
    return param && node->entity->params.at[p->root].shape.kind == SHAPE_RECORD ? p : NULL;
}

/* What is looked for in an object that X hands over. */
struct inside {
    struct escapes *e;
    struct arena *arena;
    const struct escape *x;
    bool *copies; /* by event: assignments of structs that were gone through */
    escape_vec *ret;
};

static void add_inside(const struct inside *in, const struct path *object,
                       const struct event_assign *a)
{
    struct escape found = *in->x;
    found.what = frame_pointee(in->e->contexts->bodies, in->x->node, a->from);
    found.inside = true;
    found.stored = a->to;
    bool other = found.what.root_kind != object->root_kind || found.what.root != object->root;
    if (other && (found.what.kind == POINTEE_FRAME || found.what.kind == POINTEE_PARAM))
        vec_push(in->arena, in->ret, found);
}

/* Addresses that are stored in OBJECT; of an object that the function made itself, in any part of
 * it: what goes on finds its way from one to the other. Of one that is copied those that are in it
 * when event AT copies it. */
static void find_inside(const struct inside *in, const struct path *object, uint32_t at)
{
    const struct function *fn = body_of(in->e, in->x->node);
    bool whole = in->x->what.kind == POINTEE_VALUE && !in->x->copied;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *a = &fn->events.at[i];
        if (a->kind != EVENT_ASSIGN || in->copies[i])
            continue;
        const struct path *to = function_path(fn, a->assign.to);
        const struct path *other = struct_of(in->e, in->x->node, a->assign.from);
        const struct path_step *last = path_last(fn, to);
        bool struct_stored = other || function_value(fn, a->assign.from)->kind == VALUE_RESULT;
        if (!begins_with(fn, to, object, whole) ||
            (!struct_stored && (!last || last->kind != STEP_FIELD)) ||
            (in->x->copied && !is_still_there(in->arena, fn, i, at)))
            continue;
        in->copies[i] = other != NULL;
        if (other)
            find_inside(in, other, i);
        add_inside(in, object, &a->assign);
    }
}

/* The address in a parameter that is a struct, which is copied: what its callers put there. */
static bool find_in_param(const struct escapes *e, struct escape *x)
{
    const struct entity *entity = program_get(e->program, x->node)->entity;
    if (x->what.kind != POINTEE_FRAME || x->what.root_kind != ROOT_PARAM ||
        x->what.root >= entity->params.len ||
        entity->params.at[x->what.root].shape.kind != SHAPE_RECORD)
        return false;
    x->what.kind = POINTEE_PARAM;
    x->inside = true;
    return true;
}

/* What is handed over: what the argument points to, and addresses that are in that. */
static void candidates(struct escapes *e, struct arena *arena, const struct escape *hand_over,
                       escape_vec *ret)
{
    struct escape x = *hand_over;
    const struct function *fn = body_of(e, x.node);
    struct value_id id = fn->args.at[fn->events.at[x.event].call.first_arg + x.arg];
    const struct value *v = function_value(fn, id);
    struct inside in = {.e = e, .arena = arena, .x = &x, .ret = ret};
    x.what = frame_pointee(e->contexts->bodies, x.node, id);
    if (x.what.kind == POINTEE_UNKNOWN)
        return;
    struct escape param = x;
    if (!x.copied || x.what.kind == POINTEE_PARAM || find_in_param(e, &param))
        vec_push(arena, ret, param);
    x.copied |= struct_of(e, x.node, id) != NULL; /* as a parameter is */
    if (x.what.kind == POINTEE_VALUE && !x.copied && !is_own_object(fn, &x.what))
        return;
    in.copies = arena_new_array(arena, bool, fn->events.len + 1);
    const struct path variable = {.root_kind = x.what.root_kind, .root = x.what.root};
    if (x.copied && x.what.kind == POINTEE_FRAME && v->kind != VALUE_ADDRESS)
        find_inside(&in, &variable, x.event); /* through a pointer to it */
    else if ((x.copied || x.what.kind != POINTEE_FRAME) &&
             (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS))
        find_inside(&in, function_path(fn, v->path), x.event);
}

/* ---- functions ---- */

static void all_candidates(struct escapes *e, struct arena *arena, struct node_id n,
                           escape_vec *ret)
{
    const call_vec *rows = &e->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        escape_vec all = {0};
        if (body_of(e, n)->events.at[rows->at[i].event].kind != EVENT_CALL ||
            !body_is_live(e->contexts->bodies, n, rows->at[i].event))
            continue;
        hand_overs(e, arena, &rows->at[i], &all);
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

static bool is_kept(const struct escapes *e, const struct escape *x, bool copied)
{
    const escape_vec *kept = &e->kept[x->node.i];
    for (uint32_t i = 0; i < kept->len; i++)
        if (kept->at[i].what.root == x->what.root && kept->at[i].copied == copied &&
            kept->at[i].needs.i == x->needs.i)
            return true;
    return false;
}

/* Which parameters of N does it leave in the hands of others? */
static bool find_kept(void *context, uint32_t node)
{
    struct escapes *e = context;
    struct node_id n = {node};
    struct arena *scratch = arena_new();
    escape_vec all = {0};
    bool changed = false;
    all_candidates(e, scratch, n, &all);
    for (uint32_t i = 0; i < all.len; i++) {
        struct escape *x = &all.at[i];
        /* the address that is in it is the callers' */
        bool copied = x->copied && !x->inside;
        x->needs = needs_of_params(e->contexts->bodies->terms, x->needs);
        if (x->what.kind != POINTEE_PARAM || is_kept(e, x, copied) ||
            is_own_decision(body_of(e, n), scratch, x))
            continue;
        waits_follow(e->waits, x);
        if (!x->ends[ESCAPE_RETURN].found)
            continue;
        x->copied = copied;
        vec_push(e->arena, &e->kept[n.i], *x);
        changed = true;
    }
    arena_free(scratch);
    return changed;
}

struct escapes *escapes_new(const struct contexts *c, const struct aval_context *values,
                            const struct suspends *s)
{
    struct arena *arena = arena_new();
    struct escapes *e = arena_new_one(arena, struct escapes);
    *e = (struct escapes){
        .arena = arena, .contexts = c, .program = c->program, .values = values, .suspends = s};
    e->kept = arena_new_array(arena, escape_vec, c->program->nodes.len + 1);
    e->waits = waits_new(c, s);
    e->containers = containers_new(arena, c, waits_freed(e->waits));
    solve(c->calls->direct, find_kept, e);
    return e;
}

void escapes_free(struct escapes *e)
{
    if (!e)
        return;
    waits_free(e->waits);
    arena_free(e->arena);
}

bool escape_below(const struct escapes *e, const struct escape *x, struct escape *ret)
{
    for (uint32_t i = 0; x->callee.i != FACTS_NONE && i < e->kept[x->callee.i].len; i++)
        if (e->kept[x->callee.i].at[i].what.root == x->arg) {
            *ret = e->kept[x->callee.i].at[i];
            return true;
        }
    return false;
}

/* Does a call at the end of it only end a handle, which the loop then has for one more round? */
static bool is_end(const struct escapes *e, const struct escape *x)
{
    struct escape at = *x, below;
    while (escape_below(e, &at, &below))
        at = below;
    const struct name_roles *r = calls_get(e->contexts->calls, at.node, at.event)->roles;
    return r && r->task_ends.len;
}

/* The first call that hands it over stands for all; one that starts it for one that ends it. */
static bool is_said(const struct escapes *e, const escape_vec *all, const struct escape *x)
{
    bool end = is_end(e, x);
    for (uint32_t i = 0; i < all->len; i++) {
        const struct escape *other = &all->at[i];
        if (other->what.root == x->what.root && other->what.root_kind == x->what.root_kind &&
            (other->event == x->event || end))
            return true;
    }
    return false;
}

void escapes_of(struct escapes *e, struct arena *arena, struct node_id n, escape_vec *ret)
{
    escape_vec all = {0};
    all_candidates(e, arena, n, &all);
    for (uint32_t i = 0; i < all.len; i++) {
        struct escape *x = &all.at[i];
        if (x->what.kind != POINTEE_FRAME || is_said(e, ret, x))
            continue;
        waits_follow(e->waits, x);
        if (x->ends[ESCAPE_RETURN].found || x->ends[ESCAPE_BLOCK].found)
            vec_push(arena, ret, *x);
    }
}

/* The callback that X's call registers with the handle frees it. */
static bool is_freed_by_callback(struct escapes *e, struct escape *x)
{
    source_vec sources = {0};
    node_vec callbacks = {0};
    if (x->callee.i == FACTS_NONE)
        functions_of(e, calls_get(e->contexts->calls, x->node, x->event), x->rule->given_to,
                     &sources);
    if (x->callee.i == FACTS_NONE && x->rule->handler.i)
        container_handlers(e->containers, e->arena, x->node, x->event, x->arg, x->rule, &callbacks);
    for (uint32_t i = 0; i < sources.len; i++)
        vec_push(e->arena, &callbacks, sources.at[i]->function);
    for (uint32_t i = 0; i < callbacks.len && !x->ends[ESCAPE_FREED].found; i++) {
        struct node_id callback = callbacks.at[i];
        struct escape given = {.node = callback,
                               .event = FACTS_NONE,
                               .what = {.kind = POINTEE_PARAM,
                                        .root_kind = ROOT_PARAM,
                                        .root = (uint32_t)x->rule->param},
                               .rule = x->rule,
                               .callee = {FACTS_NONE}};
        if (!body_of(e, callback))
            continue;
        waits_follow(e->waits, &given);
        x->ends[ESCAPE_FREED] = given.ends[ESCAPE_FREED];
        x->freed_in = callback;
        if (!x->ends[ESCAPE_FREED].found)
            x->ends[ESCAPE_FREED].found =
                container_freed(e->containers, x->node, x->event, x->arg, x->rule, callback,
                                &x->ends[ESCAPE_FREED].at);
    }
    return x->ends[ESCAPE_FREED].found;
}

void escapes_freed(struct escapes *e, struct arena *arena, struct node_id n, escape_vec *ret)
{
    escape_vec all = {0};
    all_candidates(e, arena, n, &all);
    for (uint32_t i = 0; i < all.len; i++) {
        struct escape *x = &all.at[i];
        if (x->what.kind == POINTEE_FRAME || x->inside || is_said(e, ret, x))
            continue;
        waits_follow(e->waits, x);
        if (x->ends[ESCAPE_FREED].found || is_freed_by_callback(e, x))
            vec_push(arena, ret, *x);
    }
}
