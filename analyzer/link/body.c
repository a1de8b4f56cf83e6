#include "link/body.h"

#include "link/live.h"
#include "link/members.h"
#include "link/passed.h"
#include "link/pointed.h"
#include "link/stores.h"
#include "link/switching.h"

#include <stdlib.h>

struct loc body_event_loc(const struct function *fn, uint32_t event)
{
    const struct event *e = &fn->events.at[event];
    for (uint32_t i = 0; e->kind == EVENT_CLEANUP && i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_GUARD &&
            fn->events.at[i].cleanup.path.i == e->cleanup.path.i)
            return fn->events.at[i].loc;
    return e->loc;
}

bool body_path_is_indirect(const struct node *n, struct path_id id)
{
    const struct path *path = function_path(n->body, id);
    if (path->root_kind != ROOT_LOCAL)
        return false;
    struct shape shape = n->body->locals.at[path->root].shape;
    for (uint32_t i = 0; i < path->step_len; i++) {
        const struct path_step *s = &n->body->steps.at[path->first_step + i];
        if (s->kind == STEP_DEREF || shape.kind == SHAPE_POINTER)
            return true;
        shape = s->kind == STEP_FIELD ? facts_entity(n->facts, s->field)->shape
                                      : (struct shape){.kind = shape.target};
    }
    return false;
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

/* By local variable: the only assignment of its whole, plus one; 0: there is none. */
static uint32_t *only_assignments(struct arena *a, const struct function *fn,
                                  const struct body *body)
{
    uint32_t *only = arena_new_array(a, uint32_t, fn->locals.len + 1);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || (body->dead && body->dead[i]))
            continue;
        const struct path *to = function_path(fn, e->assign.to);
        if (to->root_kind == ROOT_LOCAL && !to->step_len && body->assign_len[e->assign.to.i] == 1)
            only[to->root] = i + 1;
    }
    return only;
}

/* By value: the last of those assignments that its variables have. */
static uint32_t *last_assignments(struct arena *a, const struct function *fn, const uint32_t *only)
{
    uint32_t *last = arena_new_array(a, uint32_t, fn->values.len + 1);
#define TAKE(ID) (last[i] = last[ID] > last[i] ? last[ID] : last[i])
    for (uint32_t i = 0; i < fn->values.len; i++) {
        const struct value *v = &fn->values.at[i];
        if (v->kind == VALUE_PATH && function_path(fn, v->path)->root_kind == ROOT_LOCAL)
            last[i] = only[function_path(fn, v->path)->root];
        for (uint32_t k = 0; k < v->operand_len; k++)
            TAKE(fn->operands.at[v->first_operand + k].i);
        for (uint32_t k = 0; k < v->choice_len; k++)
            TAKE(fn->choices.at[v->first_choice + k].i);
        if (v->kind == VALUE_CHOICE && v->condition.i != FACTS_NONE)
            TAKE(v->condition.i);
        const struct event *e = v->kind == VALUE_RESULT ? &fn->events.at[v->event.i] : NULL;
        for (uint32_t k = 0; e && k < e->call.arg_len; k++)
            TAKE(fn->args.at[e->call.first_arg + k].i);
    }
#undef TAKE
    return last;
}

/* A variable that gets what is assigned only then, or further down, has it from a round of a loop
 * before: it is not what that is now, and `on = !on` would lead from itself to itself. */
static void drop_later(struct arena *scratch, const struct function *fn, struct body *body)
{
    const uint32_t *only = only_assignments(scratch, fn, body);
    const uint32_t *last = last_assignments(scratch, fn, only);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && body->assign_len[e->assign.to.i] == 1 &&
            last[e->assign.from.i] > i)
            body->assign_len[e->assign.to.i] = 2;
    }
}

static struct rows list_assignments(struct arena *a, const struct function *fn)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) all = {0};
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_ASSIGN)
            vec_push(scratch, &all, (struct row_entry){fn->events.at[i].assign.to.i, i});
    struct rows r = rows_new(a, fn->paths.len, all.at, all.len);
    arena_free(scratch);
    return r;
}

struct rooted { /* a path, to be sorted by its root */
    enum root_kind kind;
    uint32_t root, path;
};

static int compare_rooted(const void *a, const void *b)
{
    const struct rooted *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return x->path < y->path ? -1 : x->path > y->path;
}

static void join_roots(struct arena *a, const struct function *fn, struct body *ret_body)
{
    struct arena *scratch = arena_new();
    struct rooted *all = arena_new_array(scratch, struct rooted, fn->paths.len + 1);
    ret_body->next_of_root = arena_new_array(a, uint32_t, fn->paths.len + 1);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        all[i] = (struct rooted){fn->paths.at[i].root_kind, fn->paths.at[i].root, i};
    qsort(all, fn->paths.len, sizeof *all, compare_rooted);
    for (uint32_t i = 0, first = 0; i < fn->paths.len; i++) {
        if (all[i].kind != all[first].kind || all[i].root != all[first].root)
            first = i;
        ret_body->next_of_root[all[i].path] = all[first].path;
        if (i > first)
            ret_body->next_of_root[all[i - 1].path] = all[i].path;
    }
    arena_free(scratch);
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
    uint32_t start = (uint32_t)(p - fn->paths.at), i = start;
    if (p->root_kind != ROOT_LOCAL)
        return NULL;
    while (fn->paths.at[i].step_len && (i = body->next_of_root[i]) != start)
        continue;
    return !fn->paths.at[i].step_len && body->assign_len[i] == 1 ? &body->assign_from[i] : NULL;
}

bool body_is_allocated(const struct bodies *b, struct node_id n, const struct path *path)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value_id *only = body_only_value(b, n, path);
    const struct value *v = only ? function_value(fn, *only) : NULL;
    const struct call *call =
        v && v->kind == VALUE_RESULT ? calls_find(b->calls, n, v->event.i) : NULL;
    return call && call->roles && (call->roles->is_allocator || call->roles->resource_acquires.len);
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

uint32_t body_param(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(b, n, id));
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_PARAM && !p->step_len ? p->root : FACTS_NONE;
}

bool body_may_write(const struct bodies *b, struct node_id n, const struct event_call *call,
                    uint32_t arg)
{
    if (call->callee_kind != CALLEE_DIRECT)
        return true;
    const struct entity *callee = facts_entity(program_get(b->program, n)->facts, call->function);
    return arg >= callee->params.len || !callee->params.at[arg].shape.target_const;
}

/* ---- interface ---- */

static void find_places(struct arena *a, const struct function *fn, struct body *ret_body)
{
    ret_body->block_of = arena_new_array(a, uint32_t, fn->events.len + 1);
    ret_body->position_of = arena_new_array(a, uint32_t, fn->events.len + 1);
    for (uint32_t k = 0; k < fn->blocks.len; k++)
        for (uint32_t i = 0; i < fn->blocks.at[k].events.len; i++) {
            ret_body->block_of[fn->blocks.at[k].events.at[i].i] = k + 1;
            ret_body->position_of[fn->blocks.at[k].events.at[i].i] = i;
        }
}

static void read_paths(struct arena *a, const struct node *node, struct body *ret_body)
{
    const struct function *fn = node->body;
    struct arena *scratch = arena_new();
    count_assignments(a, fn, ret_body);
    drop_later(scratch, fn, ret_body);
    arena_free(scratch);
    ret_body->assigns = list_assignments(a, fn);
    join_roots(a, fn, ret_body);
    find_places(a, fn, ret_body);
    ret_body->pointed = pointed_find(a, node, ret_body);
    for (uint32_t i = 0; ret_body->pointed && i < fn->paths.len; i++)
        if (ret_body->pointed->places[i])
            ret_body->assign_len[i] = 2;
}

struct bodies *bodies_new(struct calls *calls)
{
    struct program *p = calls->program;
    struct arena *arena = arena_new();
    struct bodies *b = arena_new_one(arena, struct bodies);
    *b = (struct bodies){.arena = arena, .program = p, .roles = calls->roles, .calls = calls};
    b->terms = terms_new();
    b->members = members_new(arena);
    b->scratch = arena_new();
    b->at = arena_new_array(arena, struct body, p->nodes.len + 1);
    b->cut = arena_new_array(arena, uint8_t, p->nodes.len + 1);
    b->constants = constants_find(arena, p);
    b->switching = switching_find(calls, arena);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            read_paths(arena, &p->nodes.at[i], &b->at[i]);
    live_find(b);
    passed_find(b);
    return b;
}

void bodies_free(struct bodies *b)
{
    if (!b)
        return;
    terms_free(b->terms);
    members_free(b->members);
    arena_free(b->scratch);
    arena_free(b->arena);
}
