#include "contexts/given.h"

/* The field or variable that the first LEN steps of PATH end in, FACTS_NONE if that is neither. */
static struct slot_id object_of(const struct facts *f, const struct function *fn,
                                const struct path *path, uint32_t len)
{
    while (len-- > 0) {
        const struct path_step *s = &fn->steps.at[path->first_step + len];
        if (s->kind == STEP_FIELD)
            return program_slot(f, s->field);
    }
    return path->root_kind == ROOT_GLOBAL ? program_slot(f, (struct entity_id){path->root})
                                          : (struct slot_id){FACTS_NONE};
}

static struct slot_id object_given(const struct contexts *c, const struct call *row,
                                   const struct rule_task_call *rule)
{
    const struct node *node = program_get(c->program, row->node);
    const struct function *fn = node->body;
    const struct event *e = &fn->events.at[row->event];
    uint32_t arg = e->kind == EVENT_CALL ? arg_index(rule->arg, e->call.arg_len) : FACTS_NONE;
    if (arg == FACTS_NONE || !roles_named(c->program, &rule->callee.functions, row->name))
        return (struct slot_id){FACTS_NONE};
    const struct value *v = function_value(
        fn, body_resolve(c->bodies, row->node, fn->args.at[e->call.first_arg + arg]));
    if (v->kind != VALUE_ADDRESS)
        return (struct slot_id){FACTS_NONE};
    const struct path *path = function_path(fn, v->path);
    return object_of(node->facts, fn, path, path->step_len);
}

static void find_in(const struct contexts *c, struct arena *arena, struct node_id n,
                    const struct rule_task_call *rule, object_vec *ret_objects)
{
    const call_vec *rows = &c->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        struct slot_id object = object_given(c, &rows->at[i], rule);
        if (object.i != FACTS_NONE)
            vec_push(arena, ret_objects, object);
    }
}

void given_find(const struct contexts *c, struct arena *arena, const struct rule_field *rule,
                object_vec *ret_objects)
{
    for (uint32_t k = 0; k < rule->unless_given_to.len; k++)
        for (uint32_t i = 0; i < c->program->nodes.len; i++)
            find_in(c, arena, (struct node_id){i}, &rule->unless_given_to.at[k], ret_objects);
}

bool given_has(const object_vec *objects, const struct flow_source *source)
{
    const struct event *e = &source->body->events.at[source->event];
    if (!objects->len || e->kind != EVENT_ASSIGN)
        return false;
    const struct path *to = function_path(source->body, e->assign.to);
    if (!to->step_len)
        return false;
    struct slot_id object = object_of(source->facts, source->body, to, to->step_len - 1);
    for (uint32_t i = 0; i < objects->len; i++)
        if (objects->at[i].i == object.i)
            return true;
    return false;
}
