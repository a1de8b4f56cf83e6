#include "link/flow_parts.h"

#include <string.h>

/* The function or initialiser function that is being read. */
struct reader {
    struct flow *flow;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
};

/* A function that stores one of its parameters through another: its callers know both. */
struct transfer {
    uint32_t to, from;
};
typedef VEC(struct transfer) transfer_vec;

/* A call through a pointer. Where its arguments or its result go is known when it is known what the
 * pointer holds. */
struct pending {
    struct reader reader;
    uint32_t event;
    struct place_id to; /* where the result goes; NO_PLACE: it stands for the arguments */
    node_vec known;     /* functions that were found in the pointer */
};

struct builder {
    struct flow *flow;
    transfer_vec *transfers; /* by node */
    VEC(struct pending) pending;
};

/* ---- what is pointed to ---- */

static const struct entity *own_entity(const struct facts *facts, const struct function *fn)
{
    return fn->entity.i != FACTS_NONE ? facts_entity(facts, fn->entity) : NULL;
}

static struct shape param_shape(const struct facts *facts, const struct function *fn, uint32_t i)
{
    const struct entity *own = own_entity(facts, fn);
    return own && i < own->params.len ? own->params.at[i].shape : (struct shape){0};
}

static struct shape result_shape(const struct facts *facts, const struct function *fn,
                                 uint32_t event)
{
    const struct event *e = &fn->events.at[event];
    if (e->kind != EVENT_CALL)
        return (struct shape){0};
    return e->call.callee_kind == CALLEE_DIRECT ? facts_entity(facts, e->call.function)->result
                                                : e->call.result;
}

/* Does what is in the path lead to functions, by its type? */
static bool is_callable(const struct reader *r, const struct path *path)
{
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *s = &r->fn->steps.at[path->first_step + i];
        if (s->kind == STEP_FIELD)
            return facts_entity(r->facts, s->field)->shape.callable;
    }
    switch (path->root_kind) {
    case ROOT_LOCAL:
        return r->fn->locals.at[path->root].shape.callable;
    case ROOT_PARAM:
        return param_shape(r->facts, r->fn, path->root).callable;
    case ROOT_GLOBAL:
        return facts_entity(r->facts, (struct entity_id){path->root})->shape.callable;
    case ROOT_RESULT:
        return result_shape(r->facts, r->fn, path->root).callable;
    case ROOT_OTHER:
        break;
    }
    return false;
}

/* A pointer to pointers to functions; a parameter may be written as an array. */
static bool points_to_pointers(struct shape s, bool param)
{
    return (s.kind == SHAPE_POINTER || (param && s.kind == SHAPE_ARRAY)) &&
           s.target == SHAPE_POINTER && s.callable;
}

/* The place of what is written through P. */
static struct place_id written_through(const struct flow *f, struct place_id p)
{
    uint32_t slots = f->program->slots.len;
    return p.i == FACTS_NONE || p.i < slots || p.i >= f->own_len
               ? NO_PLACE
               : (struct place_id){f->written[p.i - slots]};
}

static void push_place(struct flow *f, place_vec *places, struct place_id p)
{
    if (p.i != FACTS_NONE)
        vec_push(f->arena, places, p);
}

/* Where that gets which is written through the value, a pointer to pointers to functions. */
static void find_pointed(const struct reader *r, struct value_id id, place_vec *ret_places)
{
    struct flow *f = r->flow;
    const struct value *v = function_value(r->fn, id);
    if (v->kind == VALUE_CHOICE)
        for (uint32_t i = 0; i < v->choice_len; i++)
            find_pointed(r, r->fn->choices.at[v->first_choice + i], ret_places);
    if (v->kind == VALUE_UNKNOWN) /* h + 1 */
        for (uint32_t i = 0; i < v->operand_len; i++)
            find_pointed(r, r->fn->operands.at[v->first_operand + i], ret_places);
    if (v->kind == VALUE_RESULT && r->fn->events.at[v->event.i].kind == EVENT_CALL) {
        struct node_id callee = flow_callee(r->facts, &r->fn->events.at[v->event.i].call);
        if (callee.i != FACTS_NONE)
            push_place(f, ret_places, written_through(f, flow_result(f, callee)));
    }
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return;
    struct place_id p = flow_place(f, r->node, r->facts, r->fn, v->path);
    struct place_id written = written_through(f, p);
    push_place(f, ret_places, written);
    if ((v->kind == VALUE_ADDRESS || written.i == FACTS_NONE) &&
        is_callable(r, function_path(r->fn, v->path)))
        push_place(f, ret_places, p);
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

/* Does the path go through what its variable points to? A field on the way says more: it is a place
 * of its own. */
static bool goes_through(const struct function *fn, const struct path *path)
{
    for (uint32_t i = 0; i < path->step_len; i++)
        if (fn->steps.at[path->first_step + i].kind == STEP_FIELD)
            return false;
    return path->step_len;
}

/* *h, h[i] and **h of a variable or parameter that points to pointers to functions, whose type has
 * a name. */
static struct place_id pointee_of(const struct reader *r, const struct path *path)
{
    const struct local *local =
        path->root_kind == ROOT_LOCAL ? &r->fn->locals.at[path->root] : NULL;
    const struct entity *own = own_entity(r->facts, r->fn);
    const struct param *param = own && path->root_kind == ROOT_PARAM && path->root < own->params.len
                                    ? &own->params.at[path->root]
                                    : NULL;
    if ((!local && !param) || !goes_through(r->fn, path) ||
        !points_to_pointers(local ? local->shape : param->shape, param))
        return NO_PLACE;
    const word_vec *words = local ? &local->words : &param->words;
    for (uint32_t i = 0; i < words->len; i++)
        if (words->at[i].kind == WORD_TYPE)
            return pointee_named(r->flow, words->at[i].text);
    return NO_PLACE;
}

/* ---- places ---- */

static uint32_t param_count(const struct facts *facts, const struct function *fn)
{
    const struct entity *own = own_entity(facts, fn);
    uint32_t count = own && own->variadic ? own->params.len + 1 : 0;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_PARAM && fn->paths.at[i].root >= count)
            count = fn->paths.at[i].root + 1;
    return count;
}

/* The variable arguments of a function are one place. */
static struct place_id variable_place(const struct flow *f, struct node_id n)
{
    const struct node *node = program_get(f->program, n);
    const struct entity *own = node->body ? own_entity(node->facts, node->body) : NULL;
    return own && own->variadic ? flow_param(f, n, own->params.len) : NO_PLACE;
}

static void add_edge(struct flow *f, struct place_id to, struct place_id from)
{
    if (to.i != FACTS_NONE && from.i != FACTS_NONE && to.i != from.i)
        vec_push(f->arena, &f->edges, (struct row_entry){to.i, from.i});
}

/* Through these of the function something may be written. */
static void number_written(struct flow *f, struct node_id n)
{
    const struct node *node = program_get(f->program, n);
    const struct function *fn = node->body;
    uint32_t slots = f->program->slots.len, params = f->params[n.i];
    for (uint32_t i = 0; fn && i < params + fn->locals.len + 1; i++) {
        struct shape shape = i < params                    ? param_shape(node->facts, fn, i)
                             : i < params + fn->locals.len ? fn->locals.at[i - params].shape
                             : own_entity(node->facts, fn) ? own_entity(node->facts, fn)->result
                                                           : (struct shape){0};
        struct place_id p = {f->base[n.i] + i};
        if (!points_to_pointers(shape, i < params))
            continue;
        f->written[p.i - slots] = f->place_len;
        add_edge(f, p, (struct place_id){f->place_len++});
    }
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
        f->params[i] = param_count(p->nodes.at[i].facts, fn);
        next += f->params[i] + fn->locals.len + 1;
    }
    f->base[p->nodes.len] = next;
    f->own_len = f->place_len = next;
    f->owner = arena_new_array(f->arena, struct node_id, next - p->slots.len + 1);
    f->written = arena_new_array(f->arena, uint32_t, next - p->slots.len + 1);
    memset(f->written, 0xff, (next - p->slots.len) * sizeof *f->written);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        for (uint32_t k = f->base[i]; k < f->base[i + 1]; k++)
            f->owner[k - p->slots.len].i = i;
        number_written(f, (struct node_id){i});
    }
}

/* ---- values ---- */

static void read_value(struct builder *b, const struct reader *r, struct value_id id,
                       struct place_id to, uint32_t event);

static void read_source(const struct reader *r, const struct value *v, struct place_id to,
                        uint32_t event)
{
    struct flow *f = r->flow;
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
}

static void read_result(struct builder *b, const struct reader *r, uint32_t call,
                        struct place_id to)
{
    const struct event *e = &r->fn->events.at[call];
    if (e->kind != EVENT_CALL)
        return;
    struct node_id callee = flow_callee(r->facts, &e->call);
    if (callee.i != FACTS_NONE)
        add_edge(r->flow, to, flow_result(r->flow, callee));
    else if (e->call.callee_kind == CALLEE_PATH && e->call.result.callable)
        vec_push(r->flow->arena, &b->pending, (struct pending){*r, call, to, {0}});
}

/* One of the function's variable arguments, or a pointer that is moved on. */
static void read_operands(struct builder *b, const struct reader *r, const struct value *v,
                          struct place_id to, uint32_t event)
{
    struct value_id list = flow_list_of(r->flow, r->fn, v);
    if (list.i != FACTS_NONE)
        read_value(b, r, list, to, event);
    else if (written_through(r->flow, to).i != FACTS_NONE)
        for (uint32_t i = 0; i < v->operand_len; i++)
            read_value(b, r, r->fn->operands.at[v->first_operand + i], to, event);
}

static void read_value(struct builder *b, const struct reader *r, struct value_id id,
                       struct place_id to, uint32_t event)
{
    struct flow *f = r->flow;
    const struct value *v = function_value(r->fn, id);
    if (to.i == FACTS_NONE && v->kind != VALUE_FUNCTION)
        return;
    switch (v->kind) {
    case VALUE_FUNCTION:
        read_source(r, v, to, event);
        break;
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++)
            read_value(b, r, r->fn->choices.at[v->first_choice + i], to, event);
        return;
    case VALUE_RESULT:
        read_result(b, r, v->event.i, to);
        break;
    case VALUE_PATH:
    case VALUE_ADDRESS:
        add_edge(f, to, flow_place(f, r->node, r->facts, r->fn, v->path));
        break;
    case VALUE_UNKNOWN:
        read_operands(b, r, v, to, event);
        return;
    case VALUE_INT:
    case VALUE_NULL:
    case VALUE_STRING:
        return;
    }
    struct place_id written = written_through(f, to);
    place_vec pointed = {0};
    if (written.i != FACTS_NONE)
        find_pointed(r, id, &pointed);
    for (uint32_t i = 0; i < pointed.len; i++)
        add_edge(f, pointed.at[i], written);
}

/* ---- what a function stores through its parameters ---- */

static bool add_transfer(const struct flow *f, transfer_vec *all, uint32_t to, uint32_t from)
{
    if (to == FACTS_NONE || from == FACTS_NONE)
        return false;
    for (uint32_t i = 0; i < all->len; i++)
        if (all->at[i].to == to && all->at[i].from == from)
            return false;
    vec_push(f->arena, all, (struct transfer){to, from});
    return true;
}

/* The parameter of function N through which the path goes. */
static uint32_t param_through(const struct bodies *b, struct node_id n, const struct function *fn,
                              const struct path *path)
{
    uint32_t param;
    return n.i != FACTS_NONE && goes_through(fn, path) && body_root_param(b, n, path, &param)
               ? param
               : FACTS_NONE;
}

static bool transfers_of_call(const struct builder *b, struct node_id n, const struct facts *facts,
                              const struct function *fn, const struct event_call *c)
{
    struct node_id callee = flow_callee(facts, c);
    bool more = false;
    if (callee.i == FACTS_NONE)
        return false;
    for (uint32_t i = 0; i < b->transfers[callee.i].len; i++) {
        struct transfer t = b->transfers[callee.i].at[i];
        if (t.to < c->arg_len && t.from < c->arg_len)
            more |=
                add_transfer(b->flow, &b->transfers[n.i],
                             body_param(b->flow->bodies, n, fn->args.at[c->first_arg + t.to]),
                             body_param(b->flow->bodies, n, fn->args.at[c->first_arg + t.from]));
    }
    return more;
}

static bool find_transfers(void *context, uint32_t node)
{
    const struct builder *b = context;
    const struct bodies *bodies = b->flow->bodies;
    struct node_id n = {node};
    const struct function *fn = program_get(b->flow->program, n)->body;
    bool more = false;
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN)
            more |= add_transfer(b->flow, &b->transfers[node],
                                 param_through(bodies, n, fn, function_path(fn, e->assign.to)),
                                 body_param(bodies, n, e->assign.from));
        else if (e->kind == EVENT_CALL)
            more |= transfers_of_call(b, n, program_get(b->flow->program, n)->facts, fn, &e->call);
    }
    return more;
}

/* ---- events ---- */

static uint32_t own_param(const struct reader *r, struct value_id id)
{
    return r->node.i == FACTS_NONE ? FACTS_NONE : body_param(r->flow->bodies, r->node, id);
}

/* What the callee stores through one argument is another. */
static void read_transfers(struct builder *b, const struct reader *r, uint32_t event,
                           struct node_id callee)
{
    const struct event_call *c = &r->fn->events.at[event].call;
    for (uint32_t i = 0; i < b->transfers[callee.i].len; i++) {
        struct transfer t = b->transfers[callee.i].at[i];
        place_vec pointed = {0};
        if (t.to >= c->arg_len || t.from >= c->arg_len)
            continue;
        struct value_id to = r->fn->args.at[c->first_arg + t.to],
                        from = r->fn->args.at[c->first_arg + t.from];
        if (own_param(r, to) != FACTS_NONE && own_param(r, from) != FACTS_NONE)
            continue; /* its own callers know */
        find_pointed(r, to, &pointed);
        for (uint32_t k = 0; k < pointed.len; k++)
            read_value(b, r, from, pointed.at[k], event);
    }
}

static void read_arguments(struct builder *b, const struct reader *r, uint32_t event,
                           struct node_id callee)
{
    const struct event_call *c = &r->fn->events.at[event].call;
    const struct node *node = program_get(r->flow->program, callee);
    for (uint32_t i = 0; i < c->arg_len; i++) {
        struct place_id to = node->body ? flow_param(r->flow, callee, i) : NO_PLACE;
        if (node->body && i >= facts_entity(node->facts, node->body->entity)->params.len)
            to = variable_place(r->flow, callee);
        read_value(b, r, r->fn->args.at[c->first_arg + i], to, event);
    }
    read_transfers(b, r, event, callee);
}

static bool is_callable_value(const struct reader *r, struct value_id id)
{
    const struct value *v = function_value(r->fn, id);
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        return is_callable(r, function_path(r->fn, v->path));
    if (v->kind == VALUE_RESULT)
        return result_shape(r->facts, r->fn, v->event.i).callable;
    return v->kind == VALUE_FUNCTION || v->kind == VALUE_CHOICE;
}

static void read_call(struct builder *b, const struct reader *r, uint32_t event)
{
    const struct event_call *c = &r->fn->events.at[event].call;
    struct node_id callee = flow_callee(r->facts, c);
    bool hands_on = false;
    if (callee.i != FACTS_NONE) {
        read_arguments(b, r, event, callee);
        return;
    }
    for (uint32_t i = 0; i < c->arg_len; i++)
        hands_on |= is_callable_value(r, r->fn->args.at[c->first_arg + i]);
    if (hands_on && c->callee_kind == CALLEE_PATH)
        vec_push(r->flow->arena, &b->pending, (struct pending){*r, event, NO_PLACE, {0}});
}

/* What is stored through one pointer of a type can be read through all of them. */
static void read_pointees(const struct reader *r)
{
    for (uint32_t i = 0; i < r->fn->paths.len; i++) {
        struct place_id from = pointee_of(r, &r->fn->paths.at[i]);
        if (from.i != FACTS_NONE)
            add_edge(r->flow, flow_place(r->flow, r->node, r->facts, r->fn, (struct path_id){i}),
                     from);
    }
}

static void read_store(struct builder *b, const struct reader *r, uint32_t event)
{
    const struct event_assign *a = &r->fn->events.at[event].assign;
    const struct path *path = function_path(r->fn, a->to);
    struct place_id to = flow_place(r->flow, r->node, r->facts, r->fn, a->to);
    struct place_id pointee = pointee_of(r, path), written = written_through(r->flow, to);
    bool through = goes_through(r->fn, path);
    if (pointee.i != FACTS_NONE)
        read_value(b, r, a->from, pointee, event);
    if (through && written.i != FACTS_NONE)
        to = param_through(r->flow->bodies, r->node, r->fn, path) != FACTS_NONE &&
                     own_param(r, a->from) != FACTS_NONE
                 ? NO_PLACE
                 : written;
    if (to.i != FACTS_NONE || pointee.i == FACTS_NONE)
        read_value(b, r, a->from, to, event);
}

/* va_start(list, last). Source: C17 7.16.1.4. */
static void read_macro(const struct reader *r, const struct event_macro *m)
{
    const struct program *p = r->flow->program;
    if (r->node.i == FACTS_NONE || !m->arg_len || strcmp(program_text(p, m->name), "va_start"))
        return;
    for (uint32_t i = 0; i < r->fn->locals.len; i++)
        if (str_eq(r->fn->locals.at[i].name, r->fn->texts.at[m->first_arg]))
            add_edge(r->flow,
                     (struct place_id){r->flow->base[r->node.i] + r->flow->params[r->node.i] + i},
                     variable_place(r->flow, r->node));
}

static void read_function(struct builder *b, struct node_id n, const struct facts *facts,
                          const struct function *fn)
{
    struct flow *f = b->flow;
    struct reader r = {f, n, facts, fn};
    read_pointees(&r);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (n.i != FACTS_NONE && f->bodies->at[n.i].dead && f->bodies->at[n.i].dead[i])
            continue;
        if (e->kind == EVENT_ASSIGN)
            read_store(b, &r, i);
        else if (e->kind == EVENT_CALL)
            read_call(b, &r, i);
        else if (e->kind == EVENT_MACRO)
            read_macro(&r, &e->macro);
        else if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE && n.i != FACTS_NONE)
            read_value(b, &r, e->value, flow_result(f, n), i);
    }
}

/* ---- unions ---- */

/* By slot: is anything stored there? */
static bool *find_stored(const struct builder *b)
{
    const struct flow *f = b->flow;
    uint32_t slots = f->program->slots.len;
    bool *stored = arena_new_array(f->arena, bool, slots + 1);
    for (uint32_t i = 0; i < f->edges.len; i++)
        if (f->edges.at[i].key < slots)
            stored[f->edges.at[i].key] = true;
    for (uint32_t i = 0; i < f->source_to.len; i++)
        if (f->source_to.at[i].key < slots)
            stored[f->source_to.at[i].key] = true;
    for (uint32_t i = 0; i < b->pending.len; i++)
        if (b->pending.at[i].to.i < slots)
            stored[b->pending.at[i].to.i] = true;
    return stored;
}

/* A member of a union in which nothing is stored has what is stored in the others: so the type of a
 * pointer is changed without a cast. Where each member is stored in, something else says which one
 * it is. */
static void read_unions(const struct builder *b)
{
    struct flow *f = b->flow;
    const struct program *p = f->program;
    const bool *stored = find_stored(b);
    for (uint32_t i = 0; i < p->slots.len; i++) {
        const struct entity *e = p->slots.at[i].entity;
        if (!e || !e->in_union.i || stored[i] || !e->shape.callable)
            continue;
        for (uint32_t k = 0; k < p->slots.len; k++) {
            const struct entity *other = p->slots.at[k].entity;
            if (stored[k] && other && str_eq(other->in_union, e->in_union))
                add_edge(f, (struct place_id){i}, (struct place_id){k});
        }
    }
}

/* ---- calls through pointers ---- */

static void make_rows(struct flow *f)
{
    uint32_t places = flow_len(f);
    f->from = rows_new(f->arena, places, f->edges.at, f->edges.len);
    f->sources_of = rows_new(f->arena, places, f->source_to.at, f->source_to.len);
    f->seen = arena_new_array(f->arena, uint32_t, places + 1);
    f->stack = arena_new_array(f->arena, uint32_t, places + 1);
}

static bool learn(struct builder *b, struct pending *p, struct node_id callee)
{
    for (uint32_t i = 0; i < p->known.len; i++)
        if (p->known.at[i].i == callee.i)
            return false;
    vec_push(b->flow->arena, &p->known, callee);
    if (!program_get(b->flow->program, callee)->body)
        return false;
    struct pending copy = *p; /* reading may add some */
    if (copy.to.i == FACTS_NONE)
        read_arguments(b, &copy.reader, copy.event, callee);
    else
        add_edge(b->flow, copy.to, flow_result(b->flow, callee));
    return true;
}

/* What pointers hold that are called may itself be handed on through such calls: until nothing new
 * is found. */
static void read_pending(struct builder *b)
{
    struct flow *f = b->flow;
    struct arena *scratch = arena_new();
    bool more = true;
    while (more) {
        more = false;
        make_rows(f);
        for (uint32_t i = 0; i < b->pending.len; i++) {
            struct pending *p = &b->pending.at[i];
            const struct reader *r = &p->reader;
            source_vec sources = {0};
            flow_functions(
                f, scratch,
                flow_place(f, r->node, r->facts, r->fn, r->fn->events.at[p->event].call.path),
                &sources);
            node_vec found = {0};
            for (uint32_t k = 0; k < sources.len; k++)
                vec_push(scratch, &found, sources.at[k]->function);
            for (uint32_t k = 0; k < found.len; k++)
                more |= learn(b, &b->pending.at[i], found.at[k]);
        }
        arena_reset(scratch);
    }
    arena_free(scratch);
}

void flow_build(struct flow *f)
{
    const struct program *p = f->program;
    struct builder b = {.flow = f};
    b.transfers = arena_new_array(f->arena, transfer_vec, p->nodes.len + 1);
    number_places(f);
    solve(f->bodies->written, find_transfers, &b);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            read_function(&b, (struct node_id){i}, p->nodes.at[i].facts, p->nodes.at[i].body);
    for (uint32_t i = 0; i < p->units.len; i++)
        read_function(&b, (struct node_id){FACTS_NONE}, p->units.at[i], &p->units.at[i]->init);
    read_unions(&b);
    read_pending(&b);
}
