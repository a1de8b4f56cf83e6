#include "link/programs.h"

#include <string.h>

typedef VEC(uint32_t) id_vec;

#define UNKNOWN_PROGRAM ((uint64_t)1 << 63)

/* Functions are things 0 to nodes.len - 1, variables and fields stand behind them. */
struct programs {
    struct arena *arena;
    const struct program *program;
    uint64_t *masks; /* by thing */
    id_vec *held;    /* by variable: things that its initialiser refers to */
    id_vec work;
    bool *queued;
};

static uint32_t thing_of_slot(const struct programs *g, struct slot_id s)
{
    return g->program->nodes.len + s.i;
}

static void give(struct programs *g, uint32_t thing, uint64_t mask)
{
    if ((g->masks[thing] | mask) == g->masks[thing])
        return;
    g->masks[thing] |= mask;
    if (!g->queued[thing])
        vec_push(g->arena, &g->work, thing);
    g->queued[thing] = true;
}

static void give_node(struct programs *g, struct node_id n, uint64_t mask)
{
    const struct node *node = program_get(g->program, n);
    give(g, n.i, mask);
    for (uint32_t i = 0; i < node->more.len; i++)
        give(g, node->more.at[i].i, mask);
}

static void visit_function(struct programs *g, uint32_t thing)
{
    const struct node *node = &g->program->nodes.at[thing];
    uint64_t mask = g->masks[thing];
    if (!node->body)
        return;
    for (uint32_t i = 0; i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        if (e->kind == EVENT_CALL && e->call.callee_kind == CALLEE_DIRECT)
            give_node(g, program_node(node->facts, e->call.function), mask);
        else if (e->kind == EVENT_CLEANUP)
            give_node(g, program_node(node->facts, e->cleanup.function), mask);
    }
    for (uint32_t i = 0; i < node->body->values.len; i++)
        if (node->body->values.at[i].kind == VALUE_FUNCTION)
            give_node(g, program_node(node->facts, node->body->values.at[i].function), mask);
    for (uint32_t i = 0; i < node->body->paths.len; i++)
        if (node->body->paths.at[i].root_kind == ROOT_GLOBAL)
            give(g,
                 thing_of_slot(g, program_slot(node->facts,
                                               (struct entity_id){node->body->paths.at[i].root})),
                 mask);
    for (uint32_t i = 0; i < node->facts->taken.len; i++) /* somewhere in the unit */
        give_node(g, program_node(node->facts, node->facts->taken.at[i].function), mask);
}

static void read_initialisers(struct programs *g, const struct facts *f)
{
    const struct function *init = &f->init;
    for (uint32_t i = 0; i < init->events.len; i++) {
        const struct event *e = &init->events.at[i];
        if (e->kind != EVENT_ASSIGN || function_path(init, e->assign.to)->root_kind != ROOT_GLOBAL)
            continue;
        struct slot_id owner =
            program_slot(f, (struct entity_id){function_path(init, e->assign.to)->root});
        const struct value *v = function_value(init, e->assign.from);
        if (v->kind == VALUE_FUNCTION)
            vec_push(g->arena, &g->held[owner.i], program_node(f, v->function).i);
        else if ((v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH) &&
                 function_path(init, v->path)->root_kind == ROOT_GLOBAL)
            vec_push(g->arena, &g->held[owner.i],
                     thing_of_slot(g, program_slot(f, (struct entity_id){
                                                          function_path(init, v->path)->root})));
    }
}

struct programs *programs_new(const struct program *p)
{
    struct arena *arena = arena_new();
    struct programs *g = arena_new_one(arena, struct programs);
    uint32_t things = p->nodes.len + p->slots.len + 1, count = 0;
    *g = (struct programs){.arena = arena, .program = p};
    g->masks = arena_new_array(arena, uint64_t, things);
    g->queued = arena_new_array(arena, bool, things);
    g->held = arena_new_array(arena, id_vec, p->slots.len + 1);
    for (uint32_t i = 0; i < p->units.len; i++)
        read_initialisers(g, p->units.at[i]);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body && !strcmp(program_text(p, p->nodes.at[i].name), "main"))
            give(g, i, (uint64_t)1 << (count < 62 ? count++ : 62));
    for (uint32_t at = 0; at < g->work.len; at++) {
        uint32_t thing = g->work.at[at];
        g->queued[thing] = false;
        if (thing < p->nodes.len) {
            visit_function(g, thing);
            continue;
        }
        const id_vec *held = &g->held[thing - p->nodes.len];
        for (uint32_t i = 0; i < held->len; i++)
            give(g, held->at[i], g->masks[thing]);
    }
    return g;
}

void programs_free(struct programs *g)
{
    if (g)
        arena_free(g->arena);
}

static uint64_t of_thing(const struct programs *g, uint32_t thing)
{
    return g->masks[thing] ? g->masks[thing] : UINT64_MAX;
}

uint64_t programs_of(const struct programs *g, struct node_id n)
{
    return of_thing(g, n.i);
}

uint64_t programs_of_root(const struct programs *g, struct node_id n)
{
    return g->masks[n.i] ? g->masks[n.i] : UNKNOWN_PROGRAM;
}

uint64_t programs_of_source(const struct programs *g, const struct flow_source *source)
{
    uint64_t mask = of_thing(g, source->function.i);
    if (source->in.i != FACTS_NONE)
        return mask & of_thing(g, source->in.i);
    if (!source->body || source->body->events.at[source->event].kind != EVENT_ASSIGN)
        return mask;
    const struct path *to =
        function_path(source->body, source->body->events.at[source->event].assign.to);
    if (to->root_kind != ROOT_GLOBAL)
        return mask;
    struct slot_id owner = program_slot(source->facts, (struct entity_id){to->root});
    return mask & of_thing(g, thing_of_slot(g, owner));
}
