#include "link/switching.h"

static bool is_place(const struct param *p)
{
    return p->shape.kind == SHAPE_POINTER && !p->shape.callable &&
           (p->shape.target == SHAPE_RECORD || p->shape.target == SHAPE_POINTER ||
            p->shape.target == SHAPE_ARRAY);
}

/* Below the root? Libraries are elsewhere, also where no option says that a folder is the system's.
 */
static bool is_own(const struct program *p, const struct entity *e)
{
    return !e->system && loc_known(e->loc) && *program_text(p, e->loc.file) != '/';
}

/* Without a body, in the program's own files, from one place to another of its kind? */
static bool is_assembler(const struct program *p, const struct node *n)
{
    const struct entity *e = n->entity;
    return !n->body && e->kind == ENTITY_FUNCTION && is_own(p, e) && !e->variadic &&
           e->params.len == 2 && is_place(&e->params.at[0]) && is_place(&e->params.at[1]) &&
           str_eq(e->params.at[0].type, e->params.at[1].type);
}

static bool is_own_param(const struct function *fn, struct value_id id, uint32_t param)
{
    const struct value *v = function_value(fn, id);
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_PARAM && p->root == param && !p->step_len;
}

/* Does the function hand its own two parameters on to a switch? */
static bool hands_on(const struct calls *calls, const bool *switching, struct node_id n)
{
    const struct function *fn = program_get(calls->program, n)->body;
    for (uint32_t r = 0; r < calls->at[n.i].len; r++) {
        const struct call *call = &calls->at[n.i].at[r];
        const struct event *e = &fn->events.at[call->event];
        const struct event_call *c = &e->call;
        if (e->kind == EVENT_CALL && call->callee.i != FACTS_NONE && switching[call->callee.i] &&
            c->arg_len == 2 && is_own_param(fn, fn->args.at[c->first_arg], 0) &&
            is_own_param(fn, fn->args.at[c->first_arg + 1], 1))
            return true;
    }
    return false;
}

bool *switching_find(const struct calls *calls, struct arena *arena)
{
    const struct program *p = calls->program;
    bool *switching = arena_new_array(arena, bool, p->nodes.len + 1), more = false;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        more |= switching[i] = is_assembler(p, &p->nodes.at[i]);
    while (more) {
        more = false;
        for (uint32_t i = 0; i < p->nodes.len; i++)
            if (p->nodes.at[i].body && !switching[i] &&
                hands_on(calls, switching, (struct node_id){i}))
                more = switching[i] = true;
    }
    return switching;
}
