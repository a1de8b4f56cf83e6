#include "link/flow.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define NO_PLACE ((struct place_id){FACTS_NONE})

struct flow {
    struct arena *arena;
    const struct bodies *bodies;
    const struct program *program;
    uint32_t *base;   /* by node: first place of its parameters; then locals, then the result */
    uint32_t *params; /* by node: number of parameter places */
    struct node_id *owner;       /* by place, beyond slots */
    VEC(struct str) pointees;    /* their typedefs; the places are the last ones */
    uint32_t place_len;          /* without those of pointees */
    VEC(struct row_entry) edges; /* from the second to the first */
    VEC(struct flow_source) sources;
    VEC(struct row_entry) source_to; /* place, and source */
    VEC(struct flow_source) escaped; /* addresses handed to code that is not seen */
    struct rows from;                /* by place: those that flow into it */
    struct rows sources_of;          /* by place: sources */
    uint32_t *seen, stamp;           /* by place, for walks */
    uint32_t *stack;
};

/* The function or initialiser function that is being read. */
struct reader {
    struct flow *flow;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
};

static uint32_t param_count(const struct function *fn)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_PARAM && fn->paths.at[i].root >= count)
            count = fn->paths.at[i].root + 1;
    return count;
}

static void number_places(struct flow *f)
{
    const struct program *p = f->program;
    uint32_t next = p->slots.len;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct function *fn = p->nodes.at[i].body;
        f->base[i] = next;
        if (!fn)
            continue;
        f->params[i] = param_count(fn);
        next += f->params[i] + fn->locals.len + 1;
    }
    f->base[p->nodes.len] = next;
    f->place_len = next;
    f->owner = arena_new_array(f->arena, struct node_id, next - p->slots.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t k = f->base[i]; k < f->base[i + 1]; k++)
            f->owner[k - p->slots.len].i = i;
}

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
    if (p.i == FACTS_NONE || p.i < f->program->slots.len || p.i >= f->place_len)
        return false;
    struct node_id n = f->owner[p.i - f->program->slots.len];
    if (p.i - f->base[n.i] >= f->params[n.i])
        return false;
    *ret_node = n;
    *ret_param = p.i - f->base[n.i];
    return true;
}

static struct place_id result_place(const struct flow *f, struct node_id n)
{
    const struct function *fn = program_get(f->program, n)->body;
    return fn ? (struct place_id){f->base[n.i] + f->params[n.i] + fn->locals.len} : NO_PLACE;
}

/* As it is written. */
static struct node_id callee_of(const struct facts *f, const struct event_call *c)
{
    return c->callee_kind == CALLEE_DIRECT ? program_node(f, c->function)
                                           : (struct node_id){FACTS_NONE};
}

static struct place_id place_of(const struct flow *f, struct node_id n, const struct facts *facts,
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
            struct node_id callee = callee_of(facts, &fn->events.at[path->root].call);
            return callee.i == FACTS_NONE ? NO_PLACE : result_place(f, callee);
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
    return place_of(f, n, node->facts, node->body, path);
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

/* The place of what a `NAME *` points to. */
static struct place_id pointee_named(struct flow *f, struct str name)
{
    uint32_t i = 0;
    while (i < f->pointees.len && !str_eq(f->pointees.at[i], name))
        i++;
    if (i == f->pointees.len)
        vec_push(f->arena, &f->pointees, name);
    return (struct place_id){f->place_len + i};
}

/* *h, h[i] and **h of a variable or parameter that points to pointers to functions, whose type has
 * a name. A field on the way says more: it is a place of its own. */
static struct place_id pointee_of(struct flow *f, const struct facts *facts,
                                  const struct function *fn, const struct path *path)
{
    const struct local *local = path->root_kind == ROOT_LOCAL ? &fn->locals.at[path->root] : NULL;
    const struct entity *own = fn->entity.i != FACTS_NONE ? facts_entity(facts, fn->entity) : NULL;
    const struct param *param = own && path->root_kind == ROOT_PARAM && path->root < own->params.len
                                    ? &own->params.at[path->root]
                                    : NULL;
    if (!path->step_len || (!local && !param))
        return NO_PLACE;
    struct shape shape = local ? local->shape : param->shape;
    const word_vec *words = local ? &local->words : &param->words;
    if (shape.kind != SHAPE_POINTER || shape.target != SHAPE_POINTER || !shape.callable)
        return NO_PLACE;
    for (uint32_t i = 0; i < path->step_len; i++)
        if (fn->steps.at[path->first_step + i].kind == STEP_FIELD)
            return NO_PLACE;
    for (uint32_t i = 0; i < words->len; i++)
        if (words->at[i].kind == WORD_TYPE)
            return pointee_named(f, words->at[i].text);
    return NO_PLACE;
}

/* ---- building ---- */

static void read_value(struct reader *r, struct value_id id, struct place_id to, uint32_t event)
{
    struct flow *f = r->flow;
    const struct value *v = function_value(r->fn, id);
    struct place_id from = NO_PLACE;
    if (to.i == FACTS_NONE && v->kind != VALUE_FUNCTION)
        return;
    switch (v->kind) {
    case VALUE_FUNCTION: {
        struct flow_source source = {.function = program_node(r->facts, v->function),
                                     .in = r->node,
                                     .facts = r->facts,
                                     .body = r->fn,
                                     .event = event,
                                     .loc = r->fn->events.at[event].loc};
        if (to.i == FACTS_NONE) {
            vec_push(f->arena, &f->escaped, source);
            return;
        }
        vec_push(f->arena, &f->sources, source);
        vec_push(f->arena, &f->source_to, (struct row_entry){to.i, f->sources.len - 1});
        return;
    }
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++)
            read_value(r, r->fn->choices.at[v->first_choice + i], to, event);
        return;
    case VALUE_RESULT:
        if (r->fn->events.at[v->event.i].kind == EVENT_CALL) {
            struct node_id callee = callee_of(r->facts, &r->fn->events.at[v->event.i].call);
            from = callee.i == FACTS_NONE ? NO_PLACE : result_place(f, callee);
        }
        break;
    case VALUE_PATH:
    case VALUE_ADDRESS:
        from = place_of(f, r->node, r->facts, r->fn, v->path);
        break;
    case VALUE_UNKNOWN:
    case VALUE_INT:
    case VALUE_NULL:
    case VALUE_STRING:
        break;
    }
    if (from.i != FACTS_NONE && from.i != to.i)
        vec_push(f->arena, &f->edges, (struct row_entry){to.i, from.i});
}

static void read_call(struct reader *r, uint32_t event)
{
    const struct event_call *c = &r->fn->events.at[event].call;
    struct node_id callee = callee_of(r->facts, c);
    if (callee.i == FACTS_NONE)
        return;
    const struct node *node = program_get(r->flow->program, callee);
    for (uint32_t i = 0; i < c->arg_len; i++)
        read_value(r, r->fn->args.at[c->first_arg + i],
                   node->body ? flow_param(r->flow, callee, i) : NO_PLACE, event);
}

/* What is stored through one pointer of a type can be read through all of them. */
static void read_pointees(struct reader *r)
{
    struct flow *f = r->flow;
    for (uint32_t i = 0; i < r->fn->paths.len; i++) {
        struct place_id from = pointee_of(f, r->facts, r->fn, &r->fn->paths.at[i]);
        struct place_id to = place_of(f, r->node, r->facts, r->fn, (struct path_id){i});
        if (from.i != FACTS_NONE && to.i != FACTS_NONE)
            vec_push(f->arena, &f->edges, (struct row_entry){to.i, from.i});
    }
}

static void read_store(struct reader *r, uint32_t event)
{
    const struct event_assign *a = &r->fn->events.at[event].assign;
    struct place_id to = pointee_of(r->flow, r->facts, r->fn, function_path(r->fn, a->to));
    if (to.i == FACTS_NONE)
        to = place_of(r->flow, r->node, r->facts, r->fn, a->to);
    read_value(r, a->from, to, event);
}

static void read_function(struct flow *f, struct node_id n, const struct facts *facts,
                          const struct function *fn)
{
    struct reader r = {f, n, facts, fn};
    read_pointees(&r);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (n.i != FACTS_NONE && f->bodies->at[n.i].dead && f->bodies->at[n.i].dead[i])
            continue;
        if (e->kind == EVENT_ASSIGN)
            read_store(&r, i);
        else if (e->kind == EVENT_CALL)
            read_call(&r, i);
        else if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE && n.i != FACTS_NONE)
            read_value(&r, e->value, result_place(f, n), i);
    }
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
    number_places(f);
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        if (b->program->nodes.at[i].body)
            read_function(f, (struct node_id){i}, b->program->nodes.at[i].facts,
                          b->program->nodes.at[i].body);
    for (uint32_t i = 0; i < b->program->units.len; i++)
        read_function(f, (struct node_id){FACTS_NONE}, b->program->units.at[i],
                      &b->program->units.at[i]->init);
    uint32_t places = flow_len(f);
    f->from = rows_new(arena, places, f->edges.at, f->edges.len);
    f->sources_of = rows_new(arena, places, f->source_to.at, f->source_to.len);
    f->seen = arena_new_array(arena, uint32_t, places + 1);
    f->stack = arena_new_array(arena, uint32_t, places + 1);
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
    if (ret_sources->len - from > 1)
        qsort(ret_sources->at + from, ret_sources->len - from, sizeof *ret_sources->at,
              by_position);
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
        struct node_id callee = callee_of(node->facts, &node->body->events.at[v->event.i].call);
        if (callee.i != FACTS_NONE)
            flow_functions(f, arena, result_place(f, callee), ret_sources);
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
