#include "link/flow.h"

#include "link/flow_parts.h"

#include <stdlib.h>
#include <string.h>

struct program_set flow_source_programs(const struct programs *g, const struct flow_source *source)
{
    return programs_both(g, programs_of(g, source->function),
                         programs_of_place(g, source->in, source->facts));
}

uint32_t flow_len(const struct flow *f)
{
    return f->place_len + f->pointees.len;
}

struct place_id flow_slot(const struct flow *f, struct slot_id s)
{
    (void)f;
    return (struct place_id){s.i};
}

struct place_id flow_param(const struct flow *f, struct node_id n, uint32_t param)
{
    return param < f->params[n.i] ? (struct place_id){f->base[n.i] + param} : NO_PLACE;
}

bool flow_is_slot(const struct flow *f, struct place_id p, struct slot_id *ret_slot)
{
    if (p.i >= f->program->slots.len)
        return false;
    ret_slot->i = p.i;
    return true;
}

bool flow_is_param(const struct flow *f, struct place_id p, struct node_id *ret_node,
                   uint32_t *ret_param)
{
    if (p.i == FACTS_NONE || p.i < f->program->slots.len || p.i >= f->own_len)
        return false;
    struct node_id n = f->owner[p.i - f->program->slots.len];
    if (p.i - f->base[n.i] >= f->params[n.i])
        return false;
    *ret_node = n;
    *ret_param = p.i - f->base[n.i];
    return true;
}

struct place_id flow_result(const struct flow *f, struct node_id n)
{
    const struct function *fn = program_get(f->program, n)->body;
    return fn ? (struct place_id){f->base[n.i] + f->params[n.i] + fn->locals.len} : NO_PLACE;
}

struct node_id flow_callee(const struct facts *f, const struct event_call *c)
{
    return c->callee_kind == CALLEE_DIRECT ? program_node(f, c->function)
                                           : (struct node_id){FACTS_NONE};
}

struct place_id flow_place(const struct flow *f, struct node_id n, const struct facts *facts,
                           const struct function *fn, struct path_id id)
{
    const struct path *path = function_path(fn, id);
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *s = &fn->steps.at[path->first_step + i];
        if (s->kind == STEP_FIELD)
            return (struct place_id){program_slot(facts, s->field).i};
    }
    switch (path->root_kind) {
    case ROOT_GLOBAL:
        return (struct place_id){program_slot(facts, (struct entity_id){path->root}).i};
    case ROOT_PARAM:
        return n.i == FACTS_NONE ? NO_PLACE : flow_param(f, n, path->root);
    case ROOT_LOCAL:
        return n.i == FACTS_NONE ? NO_PLACE
                                 : (struct place_id){f->base[n.i] + f->params[n.i] + path->root};
    case ROOT_RESULT:
        if (n.i != FACTS_NONE && fn->events.at[path->root].kind == EVENT_CALL) {
            struct node_id callee = flow_callee(facts, &fn->events.at[path->root].call);
            return callee.i == FACTS_NONE ? NO_PLACE : flow_result(f, callee);
        }
        return NO_PLACE;
    case ROOT_OTHER:
        break;
    }
    return NO_PLACE;
}

struct place_id flow_path(const struct flow *f, struct node_id n, struct path_id path)
{
    const struct node *node = program_get(f->program, n);
    return flow_place(f, n, node->facts, node->body, path);
}

/* ---- what pointers to functions' types point to ---- */

uint32_t flow_pointee_len(const struct flow *f)
{
    return f->pointees.len;
}

struct place_id flow_pointee(const struct flow *f, uint32_t i, struct str *ret_name)
{
    *ret_name = f->pointees.at[i];
    return (struct place_id){f->place_len + i};
}

struct value_id flow_list_of(const struct flow *f, const struct function *fn, const struct value *v)
{
    if (v->kind == VALUE_UNKNOWN && v->operator== OPERATOR_NONE && v->operand_len == 1)
        for (uint32_t i = 0; i < v->name_len; i++) /* Source: C17 7.16.1.1 */
            if (!strcmp(program_text(f->program, fn->names.at[v->first_name + i].name), "va_arg"))
                return fn->operands.at[v->first_operand];
    return (struct value_id){FACTS_NONE};
}

struct flow *flow_new(const struct bodies *b)
{
    struct arena *arena = arena_new();
    struct flow *f = arena_new_one(arena, struct flow);
    f->arena = arena;
    f->bodies = b;
    f->program = b->program;
    f->base = arena_new_array(arena, uint32_t, b->program->nodes.len + 2);
    f->params = arena_new_array(arena, uint32_t, b->program->nodes.len + 1);
    flow_build(f);
    return f;
}

void flow_free(struct flow *f)
{
    if (f)
        arena_free(f->arena);
}

/* ---- asking ---- */

bool flow_is_memory(const struct flow *f, struct place_id p)
{
    return p.i < f->program->slots.len || p.i >= f->place_len;
}

uint32_t flow_from(const struct flow *f, struct place_id p, const uint32_t **ret_from)
{
    *ret_from = f->from.at + f->from.first[p.i];
    return f->from.first[p.i + 1] - f->from.first[p.i];
}

static int by_position(const void *a, const void *b)
{
    const struct flow_source *const *x = a, *const *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* One source may be in several places. */
static void sort_sources(source_vec *sources, uint32_t from)
{
    uint32_t len = from;
    if (sources->len - from < 2)
        return;
    qsort(sources->at + from, sources->len - from, sizeof *sources->at, by_position);
    for (uint32_t i = from; i < sources->len; i++)
        if (i == from || sources->at[i] != sources->at[i - 1])
            sources->at[len++] = sources->at[i];
    sources->len = len;
}

void flow_functions(struct flow *f, struct arena *arena, struct place_id place,
                    source_vec *ret_sources)
{
    if (place.i == FACTS_NONE)
        return;
    uint32_t depth = 0, from = ret_sources->len;
    f->stamp++;
    f->stack[depth++] = place.i;
    f->seen[place.i] = f->stamp;
    while (depth) {
        uint32_t at = f->stack[--depth];
        for (uint32_t i = f->sources_of.first[at]; i < f->sources_of.first[at + 1]; i++)
            vec_push(arena, ret_sources, &f->sources.at[f->sources_of.at[i]]);
        for (uint32_t i = f->from.first[at]; i < f->from.first[at + 1]; i++)
            if (f->seen[f->from.at[i]] != f->stamp) {
                f->seen[f->from.at[i]] = f->stamp;
                f->stack[depth++] = f->from.at[i];
            }
    }
    sort_sources(ret_sources, from);
}

void flow_value(struct flow *f, struct arena *arena, struct node_id n, struct value_id id,
                uint32_t event, source_vec *ret_sources)
{
    const struct node *node = program_get(f->program, n);
    const struct value *v = function_value(node->body, body_resolve(f->bodies, n, id));
    if (v->kind == VALUE_FUNCTION) {
        struct flow_source *s = arena_new_one(arena, struct flow_source);
        *s = (struct flow_source){
            program_node(node->facts, v->function), n, node->facts, node->body, event,
            node->body->events.at[event].loc};
        vec_push(arena, ret_sources, s);
    } else if (v->kind == VALUE_CHOICE) {
        for (uint32_t i = 0; i < v->choice_len; i++)
            flow_value(f, arena, n, node->body->choices.at[v->first_choice + i], event,
                       ret_sources);
    } else if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) {
        flow_functions(f, arena, flow_path(f, n, v->path), ret_sources);
    } else if (v->kind == VALUE_RESULT && node->body->events.at[v->event.i].kind == EVENT_CALL) {
        struct node_id callee = flow_callee(node->facts, &node->body->events.at[v->event.i].call);
        if (callee.i != FACTS_NONE)
            flow_functions(f, arena, flow_result(f, callee), ret_sources);
    } else if (flow_list_of(f, node->body, v).i != FACTS_NONE) {
        flow_value(f, arena, n, flow_list_of(f, node->body, v), event, ret_sources);
    }
}

static bool has_type(const struct flow *f, struct node_id n, struct str type)
{
    return type.i && str_eq(program_get(f->program, n)->entity->type, type);
}

void flow_by_type(struct flow *f, struct arena *arena, struct str type, source_vec *ret_sources)
{
    for (uint32_t i = 0; i < f->sources.len; i++)
        if (has_type(f, f->sources.at[i].function, type))
            vec_push(arena, ret_sources, &f->sources.at[i]);
    for (uint32_t i = 0; i < f->escaped.len; i++)
        if (has_type(f, f->escaped.at[i].function, type))
            vec_push(arena, ret_sources, &f->escaped.at[i]);
    for (uint32_t u = 0; u < f->program->units.len; u++) {
        const struct facts *facts = f->program->units.at[u];
        for (uint32_t i = 0; i < facts->taken.len; i++) {
            struct node_id n = program_node(facts, facts->taken.at[i].function);
            if (!has_type(f, n, type))
                continue;
            struct flow_source *s = arena_new_one(arena, struct flow_source);
            *s = (struct flow_source){
                .function = n, .in = {FACTS_NONE}, .facts = facts, .loc = facts->taken.at[i].loc};
            vec_push(arena, ret_sources, s);
        }
    }
}
