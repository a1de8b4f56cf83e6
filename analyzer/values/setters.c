#include "values/setters.h"

#include "values/aval.h"

static void collect_names(struct setters *s, const condition_any *any)
{
    for (uint32_t i = 0; i < any->len; i++)
        for (uint32_t k = 0; k < any->at[i].all.len; k++)
            if (any->at[i].all.at[k].op == WHEN_HANDLE)
                vec_push(s->arena, &s->names, any->at[i].all.at[k].values.at[0].name);
}

static bool is_setter(const struct setters *s, struct str name)
{
    for (uint32_t i = 0; i < s->names.len; i++)
        if (str_eq(s->names.at[i], name))
            return true;
    return false;
}

/* ---- names of a handle ---- */

/* Is the path a local, or parameter, that is one object all the time? */
static bool is_one_local(const struct bodies *b, struct node_id n, struct path_id id)
{
    const struct path *path = function_path(program_get(b->program, n)->body, id);
    uint32_t sets = b->at[n.i].assign_len ? b->at[n.i].assign_len[id.i] : 0;
    return !path->step_len && ((path->root_kind == ROOT_LOCAL && sets == 1) ||
                               (path->root_kind == ROOT_PARAM && !sets));
}

/* The handle of the setter's call FROM is also what is at PATH in N. */
static void add(struct setters *s, const struct bodies *b, struct setter_call from,
                struct node_id n, struct path_id path)
{
    from.object = aval_object(b->program, n, path);
    from.in = is_one_local(b, n, path) ? n : (struct node_id){FACTS_NONE};
    from.path = path;
    if (from.object == OBJECT_NONE)
        return;
    for (uint32_t i = 0; i < s->calls.len; i++) {
        const struct setter_call *is = &s->calls.at[i];
        if (is->object == from.object && is->node.i == from.node.i && is->event == from.event)
            return;
    }
    vec_push(s->arena, &s->calls, from);
}

/* Where calls store the local that is returned. */
static void add_results(struct setters *s, const struct bodies *b, struct setter_call from)
{
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        for (uint32_t r = 0; r < b->calls->at[i].len; r++) {
            const struct call *call = &b->calls->at[i].at[r];
            const struct event *e = &b->program->nodes.at[i].body->events.at[call->event];
            if (e->kind == EVENT_CALL && call->callee.i == from.in.i && e->call.use == USE_STORED)
                add(s, b, from, call->node, e->call.stored);
        }
}

static void follow_local(struct setters *s, const struct bodies *b, struct setter_call from)
{
    const struct function *fn = program_get(b->program, from.in)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN) {
            const struct value *v = function_value(fn, e->assign.from);
            if (v->kind == VALUE_PATH && v->path.i == from.path.i)
                add(s, b, from, from.in, e->assign.to);
            else if (v->kind == VALUE_PATH && e->assign.to.i == from.path.i)
                add(s, b, from, from.in, v->path);
        } else if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE) {
            const struct value *v = function_value(fn, e->value);
            if (v->kind == VALUE_PATH && v->path.i == from.path.i)
                add_results(s, b, from);
        }
    }
}

/* What the call makes of the handle FROM has its mode. */
static void add_made(struct setters *s, const struct bodies *b, struct setter_call from,
                     const struct call *call)
{
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    for (uint32_t i = 0; call->roles && i < call->roles->fd_opens.len; i++) {
        int32_t of = call->roles->fd_opens.at[i]->of;
        if (e->kind != EVENT_CALL || of < 0 || (uint32_t)of >= e->call.arg_len ||
            e->call.use != USE_STORED)
            continue;
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + (uint32_t)of]);
        if (v->kind == VALUE_PATH && aval_object(b->program, call->node, v->path) == from.object)
            add(s, b, from, call->node, e->call.stored);
    }
}

static void follow_all(struct setters *s, const struct bodies *b)
{
    VEC(const struct call *) makers = {0};
    for (uint32_t n = 0; s->calls.len && n < b->program->nodes.len; n++)
        for (uint32_t r = 0; r < b->calls->at[n].len; r++) {
            const struct call *call = &b->calls->at[n].at[r];
            if (call->roles && call->roles->fd_opens.len)
                vec_push(s->arena, &makers, call);
        }
    for (uint32_t i = 0; i < s->calls.len; i++) {
        struct setter_call from = s->calls.at[i];
        if (from.in.i != FACTS_NONE)
            follow_local(s, b, from);
        for (uint32_t k = 0; k < makers.len; k++)
            add_made(s, b, from, makers.at[k]);
    }
}

/* ---- the program ---- */

static void add_calls(struct setters *s, const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t r = 0; r < b->calls->at[n.i].len; r++) {
        const struct call *call = &b->calls->at[n.i].at[r];
        const struct event *e = &fn->events.at[call->event];
        if (e->kind != EVENT_CALL || !e->call.arg_len || !is_setter(s, call->name))
            continue;
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg]);
        if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
            add(s, b, (struct setter_call){.setter = call->name, .node = n, .event = call->event},
                n, v->path);
    }
}

struct setters *setters_new(const struct bodies *b)
{
    struct arena *arena = arena_new();
    struct setters *s = arena_new_one(arena, struct setters);
    s->arena = arena;
    for (uint32_t i = 0; i < b->roles->packs.len; i++)
        for (uint32_t k = 0; k < b->roles->packs.at[i]->blocking.len; k++)
            collect_names(s, &b->roles->packs.at[i]->blocking.at[k].unless);
    for (uint32_t i = 0; s->names.len && i < b->program->nodes.len; i++)
        add_calls(s, b, (struct node_id){i});
    follow_all(s, b);
    return s;
}

void setters_free(struct setters *s)
{
    if (s)
        arena_free(s->arena);
}
