#include "link/body.h"

#include "link/live.h"
#include "link/stores.h"

struct node_id call_node(const struct facts *f, const struct event_call *c)
{
    return c->callee_kind == CALLEE_DIRECT ? program_node(f, c->function)
                                           : (struct node_id){FACTS_NONE};
}

struct str callee_name(const struct program *p, const struct facts *f, const struct function *fn,
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

bool body_path_is_indirect(const struct function *fn, struct path_id id)
{
    const struct path *path = function_path(fn, id);
    if (path->root_kind != ROOT_LOCAL || !path->step_len)
        return false;
    for (uint32_t i = 0; i < path->step_len; i++)
        if (fn->steps.at[path->first_step + i].kind == STEP_DEREF)
            return true;
    return fn->locals.at[path->root].shape.kind == SHAPE_POINTER;
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
    struct str owner = facts_entity(node->facts, (struct entity_id){at->root})->owner;
    return owner.i && str_eq(owner, node->entity->key);
}

struct value_id body_resolve(const struct bodies *b, struct node_id n, struct value_id v)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct body *body = &b->at[n.i];
    for (uint32_t steps = 0; steps < fn->paths.len; steps++) { /* no longer than a circle */
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

/* ---- interface ---- */

struct bodies *bodies_new(struct calls *calls)
{
    struct program *p = calls->program;
    struct arena *arena = arena_new();
    struct bodies *b = arena_new_one(arena, struct bodies);
    *b = (struct bodies){.arena = arena, .program = p, .roles = calls->roles, .calls = calls};
    b->terms = terms_new();
    b->at = arena_new_array(arena, struct body, p->nodes.len + 1);
    b->walks_cut = arena_new_array(arena, bool, p->nodes.len + 1);
    b->constants = constants_find(arena, p);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            count_assignments(arena, p->nodes.at[i].body, &b->at[i]);
    live_find(b);
    return b;
}

void bodies_free(struct bodies *b)
{
    if (!b)
        return;
    terms_free(b->terms);
    arena_free(b->arena);
}
