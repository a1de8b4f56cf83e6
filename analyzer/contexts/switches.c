#include "contexts/switches.h"

#include <string.h>

struct search {
    const struct bodies *b;
    struct flow *flow;
    struct arena *arena, *scratch;
    struct node_id *called_in; /* by string: a switch that this file calls; FACTS_NONE: none */
    bool *begins;              /* by string: in this file functions begin */
    bool *listed;              /* by node: add_switch */
    struct switches *out;
};

/* ---- switches ---- */

static const struct event_call *switching_call(const struct search *s, const struct call *call)
{
    const struct event *e = &program_get(s->b->program, call->node)->body->events.at[call->event];
    bool is = e->kind == EVENT_CALL && call->callee.i != FACTS_NONE &&
              s->b->switching[call->callee.i] && e->call.arg_len == 2;
    return is ? &e->call : NULL;
}

static void find_files(struct search *s)
{
    const struct program *p = s->b->program;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t r = 0; r < s->b->calls->at[i].len; r++) {
            const struct call *call = &s->b->calls->at[i].at[r];
            if (switching_call(s, call))
                s->called_in[p->nodes.at[i].body->loc.file.i] = call->callee;
        }
}

/* ---- addresses as data ---- */

/* What the path ends in, or is an element of, or what that points to. */
static const struct shape *shape_of(const struct node *node, const struct path *path)
{
    const struct function *fn = node->body;
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *step = &fn->steps.at[path->first_step + i];
        if (step->kind == STEP_FIELD)
            return &facts_entity(node->facts, step->field)->shape;
    }
    switch (path->root_kind) {
    case ROOT_LOCAL:
        return &fn->locals.at[path->root].shape;
    case ROOT_PARAM:
        return &node->entity->params.at[path->root].shape;
    case ROOT_GLOBAL:
        return &facts_entity(node->facts, (struct entity_id){path->root})->shape;
    case ROOT_RESULT:
    case ROOT_OTHER:
        break;
    }
    return NULL;
}

static bool is_callable(const struct node *node, struct path_id id)
{
    const struct shape *shape = shape_of(node, function_path(node->body, id));
    return shape && shape->callable;
}

/* Is the record that FIELD is of one that stands in the type of the places which BY takes? */
static bool is_of_place(const struct search *s, const struct entity *field, struct node_id by)
{
    const struct program *p = s->b->program;
    const char *type = program_text(p, program_get(p, by)->entity->params.at[0].type);
    const char *record = program_text(p, field->record), *at = strstr(type, record);
    size_t len = strlen(record);
    return len && at && (at == type || at[-1] == ' ') && (!at[len] || at[len] == ' ');
}

/* Can a saved stack or its registers be at the path: in a field of what BY takes, in an array, or
 * behind a pointer? Fields of other objects are where programs keep callbacks without a type. */
static bool may_be_stack(const struct search *s, const struct node *node, const struct path *p,
                         struct node_id by)
{
    const struct path_step *last = path_last(node->body, p);
    return last &&
           (last->kind != STEP_FIELD || is_of_place(s, facts_entity(node->facts, last->field), by));
}

/* What EVENT writes as data is one of RET: a function's address, or what a pointer to functions has
 * in it. Calls write it that get the address of such a pointer, and have no body: memcpy. */
static void sources_of(struct search *s, struct node_id n, uint32_t event, struct node_id by,
                       source_vec *ret)
{
    const struct node *node = program_get(s->b->program, n);
    const struct function *fn = node->body;
    const struct event *e = &fn->events.at[event];
    if (e->kind == EVENT_ASSIGN) {
        const struct path *to = function_path(fn, e->assign.to);
        const struct shape *shape = shape_of(node, to);
        const struct value *v = function_value(fn, e->assign.from);
        if (may_be_stack(s, node, to, by) && shape && !shape->callable &&
            (v->kind == VALUE_FUNCTION || (v->kind == VALUE_PATH && is_callable(node, v->path))))
            flow_value(s->flow, s->scratch, n, e->assign.from, event, ret);
    }
    const struct call *call = calls_find(s->b->calls, n, event);
    if (e->kind != EVENT_CALL || !call || call->callee.i == FACTS_NONE ||
        program_get(s->b->program, call->callee)->body)
        return;
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + i]);
        if (v->kind == VALUE_ADDRESS && is_callable(node, v->path))
            flow_functions(s->flow, s->scratch, flow_path(s->flow, n, v->path), ret);
    }
}

static void add_begun(struct search *s, struct node_id n, uint32_t event, struct node_id by)
{
    source_vec sources = {0};
    sources_of(s, n, event, by, &sources);
    for (uint32_t i = 0; i < sources.len; i++)
        vec_push(s->arena, &s->out->begun,
                 (struct begun){sources.at[i]->function, sources.at[i]->loc, by,
                                flow_source_programs(s->b->calls->programs, sources.at[i])});
}

static void find_begun(struct search *s)
{
    const struct program *p = s->b->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct function *fn = p->nodes.at[i].body;
        uint32_t before = s->out->begun.len;
        struct node_id by = fn ? s->called_in[fn->loc.file.i] : (struct node_id){FACTS_NONE};
        for (uint32_t k = 0; by.i != FACTS_NONE && k < fn->events.len; k++)
            if (body_is_live(s->b, (struct node_id){i}, k))
                add_begun(s, (struct node_id){i}, k, by);
        if (s->out->begun.len > before)
            s->begins[fn->loc.file.i] = true;
        arena_reset(s->scratch);
    }
}

/* The switch, or what it hands its parameters on to; each once. */
static void add_switch(struct search *s, struct node_id n)
{
    if (s->listed[n.i])
        return;
    s->listed[n.i] = true;
    if (!program_get(s->b->program, n)->body)
        vec_push(s->arena, &s->out->all, n);
    for (uint32_t r = 0; r < s->b->calls->at[n.i].len; r++)
        if (switching_call(s, &s->b->calls->at[n.i].at[r]))
            add_switch(s, s->b->calls->at[n.i].at[r].callee);
}

/* ---- where nothing begins ---- */

/* The field of which the call's argument is the value, or the address; FACTS_NONE: none. */
static struct slot_id field_of(const struct search *s, struct node_id n, struct value_id id)
{
    const struct node *node = program_get(s->b->program, n);
    const struct value *v = function_value(node->body, id);
    const struct path_step *last = v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS
                                       ? path_last(node->body, function_path(node->body, v->path))
                                       : NULL;
    return last && last->kind == STEP_FIELD ? program_slot(node->facts, last->field)
                                            : (struct slot_id){FACTS_NONE};
}

struct way {
    struct node_id callee;
    struct slot_id from, to;
};

static void find_silent(struct search *s)
{
    const struct program *p = s->b->program;
    VEC(struct way) ways = {0};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t r = 0; r < s->b->calls->at[i].len; r++) {
            const struct call *call = &s->b->calls->at[i].at[r];
            const struct event_call *c = switching_call(s, call);
            const struct function *fn = p->nodes.at[i].body;
            if (!c)
                continue;
            struct way w = {call->callee, field_of(s, call->node, fn->args.at[c->first_arg]),
                            field_of(s, call->node, fn->args.at[c->first_arg + 1])};
            for (uint32_t k = 0; k < ways.len; k++)
                if (ways.at[k].callee.i == w.callee.i && w.from.i != FACTS_NONE &&
                    w.to.i != FACTS_NONE && w.from.i != w.to.i && ways.at[k].from.i == w.to.i &&
                    ways.at[k].to.i == w.from.i) {
                    s->out->silent = w.callee;
                    s->out->silent_loc = fn->events.at[call->event].loc;
                    return;
                }
            vec_push(s->scratch, &ways, w);
        }
}

void switches_find(const struct bodies *b, struct flow *flow, struct arena *arena,
                   struct switches *ret)
{
    const struct program *p = b->program;
    struct search s = {.b = b, .flow = flow, .arena = arena, .scratch = arena_new(), .out = ret};
    *ret = (struct switches){.silent = {FACTS_NONE}};
    uint32_t len = strs_count(p->strs) + 1;
    s.called_in = arena_new_array(arena, struct node_id, len);
    for (uint32_t i = 0; i < len; i++)
        s.called_in[i].i = FACTS_NONE;
    s.begins = arena_new_array(arena, bool, len);
    s.listed = arena_new_array(arena, bool, p->nodes.len + 1);
    find_files(&s);
    find_begun(&s);
    if (!ret->begun.len)
        find_silent(&s);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t r = 0; r < b->calls->at[i].len; r++)
            if (s.begins[p->nodes.at[i].body->loc.file.i] &&
                switching_call(&s, &b->calls->at[i].at[r]))
                add_switch(&s, b->calls->at[i].at[r].callee);
    arena_free(s.scratch);
}
