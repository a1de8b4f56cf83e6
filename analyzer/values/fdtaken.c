#include "values/fdtaken.h"

/* The only store into a local, which is a path without steps; NULL: there are several, or none. */
static const struct event *only_store(const struct bodies *b, struct node_id n, uint32_t local)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct rows *assigns = &b->at[n.i].assigns;
    struct path_id root = function_root_path(fn, ROOT_LOCAL, local);
    if (root.i == FACTS_NONE || assigns->first[root.i] + 1 != assigns->first[root.i + 1])
        return NULL;
    return &fn->events.at[assigns->at[assigns->first[root.i]]];
}

/* The parameter that a pointer is: itself, or a local that is nothing else. */
static uint32_t pointer_param(const struct bodies *b, struct node_id n, enum root_kind kind,
                              uint32_t root)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct path_id path = function_root_path(fn, kind, root);
    if (kind == ROOT_PARAM)
        return path.i != FACTS_NONE && b->at[n.i].assign_len[path.i] ? FACTS_NONE : root;
    const struct event *e = kind == ROOT_LOCAL ? only_store(b, n, root) : NULL;
    const struct value *v = e ? function_value(fn, e->assign.from) : NULL;
    const struct path *p = v && v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_PARAM && !p->step_len
               ? pointer_param(b, n, ROOT_PARAM, p->root)
               : FACTS_NONE;
}

/* The parameter whose pointee the local was given, before anything else was stored there. */
static uint32_t pointee_param(const struct bodies *b, struct node_id n, const struct path *local)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct event *e =
        local->root_kind == ROOT_LOCAL && !local->step_len ? only_store(b, n, local->root) : NULL;
    const struct value *v = e ? function_value(fn, e->assign.from) : NULL;
    const struct path *p = v && v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    if (!p || p->step_len != 1 || path_last(fn, p)->kind != STEP_DEREF)
        return FACTS_NONE;
    const struct rows *assigns = &b->at[n.i].assigns;
    for (uint32_t i = assigns->first[v->path.i]; i < assigns->first[v->path.i + 1]; i++)
        if (&fn->events.at[assigns->at[i]] < e)
            return FACTS_NONE;
    return pointer_param(b, n, p->root_kind, p->root);
}

uint32_t fdtaken_param(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    uint32_t param = FACTS_NONE;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(fn, e->value);
        if (v->kind == VALUE_NULL || v->kind == VALUE_INT)
            continue;
        uint32_t of =
            v->kind == VALUE_PATH ? pointee_param(b, n, function_path(fn, v->path)) : FACTS_NONE;
        if (of == FACTS_NONE || (param != FACTS_NONE && param != of))
            return FACTS_NONE;
        param = of;
    }
    return param;
}
