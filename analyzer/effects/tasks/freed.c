#include "effects/tasks/freed.h"

#include "effects/tasks/frame.h"

struct freed {
    struct arena *arena;
    const struct contexts *contexts;
    bool **frees; /* by node: by parameter; NULL: none */
};

static bool gives_memory(const struct roles *roles, const struct rule_resource *r)
{
    for (uint32_t i = 0; i < r->acquire.functions.len; i++) {
        const struct name_roles *of = roles_function(roles, r->acquire.functions.at[i]);
        if (of && of->is_allocator)
            return true;
    }
    return false;
}

bool freed_by(const struct freed *f, const struct call *call, uint32_t arg)
{
    const struct function *fn = program_get(f->contexts->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    for (uint32_t i = 0; call->roles && i < call->roles->resource_releases.len; i++) {
        const struct rule_resource *r = call->roles->resource_releases.at[i];
        if (e->kind == EVENT_CALL && arg_index(r->release_arg, e->call.arg_len) == arg &&
            gives_memory(f->contexts->bodies->roles, r))
            return true;
    }
    for (uint32_t i = 0; i < call->callees.len; i++) {
        struct node_id to = call->callees.at[i];
        if (f->frees[to.i] && arg < program_get(f->contexts->program, to)->entity->params.len &&
            f->frees[to.i][arg])
            return true;
    }
    return false;
}

/* ---- functions ---- */

static bool asks(const struct function *fn, const struct cond *c, const struct pointee *object)
{
    if (c->kind != COND_TRUTH && c->kind != COND_COMPARE)
        return false;
    const struct value *v = function_value(fn, c->value);
    if (v->kind != VALUE_RESULT || fn->events.at[v->event.i].kind != EVENT_CALL)
        return frame_looks_into(fn, c->value, object);
    const struct event_call *call = &fn->events.at[v->event.i].call;
    for (uint32_t i = 0; i < call->arg_len; i++) {
        const struct value *arg = function_value(fn, fn->args.at[call->first_arg + i]);
        const struct path *p = arg->kind == VALUE_PATH || arg->kind == VALUE_ADDRESS
                                   ? function_path(fn, arg->path)
                                   : NULL;
        if (p && p->root_kind == object->root_kind && p->root == object->root)
            return true;
    }
    return false;
}

/* Does the function ask the object, or others about it, before anything? Then whether it frees it
 * is the object's own matter: a count of references, a mark that it is used no more. */
static bool object_decides(const struct function *fn, const struct pointee *object)
{
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        if (fn->blocks.at[i].term == TERM_BRANCH && asks(fn, &fn->blocks.at[i].cond, object))
            return true;
    return false;
}

static bool find_freed(struct freed *f, const struct call *call, uint32_t arg)
{
    const struct node *node = program_get(f->contexts->program, call->node);
    const struct event_call *c = &node->body->events.at[call->event].call;
    struct pointee at =
        frame_pointee(f->contexts->bodies, call->node, node->body->args.at[c->first_arg + arg]);
    uint32_t len = (uint32_t)node->entity->params.len;
    bool **frees = &f->frees[call->node.i];
    if (at.kind != POINTEE_PARAM || at.root >= len || (*frees && (*frees)[at.root]) ||
        object_decides(node->body, &at))
        return false;
    if (!*frees)
        *frees = arena_new_array(f->arena, bool, len);
    return (*frees)[at.root] = true;
}

static bool step(void *context, uint32_t node)
{
    struct freed *f = context;
    const call_vec *rows = &f->contexts->calls->at[node];
    bool changed = false;
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct call *call = &rows->at[i];
        const struct function *fn = program_get(f->contexts->program, call->node)->body;
        const struct event *e = &fn->events.at[call->event];
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++)
            changed |= freed_by(f, call, k) && find_freed(f, call, k);
    }
    return changed;
}

struct freed *freed_new(const struct contexts *c)
{
    struct arena *arena = arena_new();
    struct freed *f = arena_new_one(arena, struct freed);
    *f = (struct freed){.arena = arena, .contexts = c};
    f->frees = arena_new_array(arena, bool *, c->program->nodes.len + 1);
    solve(c->calls->direct, step, f);
    return f;
}

void freed_free(struct freed *f)
{
    if (f)
        arena_free(f->arena);
}
