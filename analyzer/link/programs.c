#include "link/programs.h"

#include <string.h>

typedef VEC(uint32_t) id_vec;

/* Units are things 0 to units.len - 1; headers' inline functions, which go with whoever uses them,
 * stand behind them, by node. */
struct programs {
    struct arena *arena;
    const struct program *program;
    uint64_t *masks; /* by thing */
    bool *queued;
    id_vec work;
    id_vec *functions; /* by unit: nodes with a body in it */
    uint32_t *home;    /* by variable: unit with its initialiser plus one, 0 unknown */
    uint32_t *by_name; /* by string id: variable with a home plus one */
    uint32_t name_count;
};

static uint32_t thing_of(const struct programs *g, struct node_id n)
{
    const struct node *node = program_get(g->program, n);
    if (!node->body)
        return FACTS_NONE;
    return node->entity->is_inline ? g->program->units.len + n.i : node->facts->number;
}

static void give(struct programs *g, uint32_t thing, uint64_t mask)
{
    if (thing == FACTS_NONE || (g->masks[thing] | mask) == g->masks[thing])
        return;
    g->masks[thing] |= mask;
    if (!g->queued[thing])
        vec_push(g->arena, &g->work, thing);
    g->queued[thing] = true;
}

static void give_node(struct programs *g, struct node_id n, uint64_t mask)
{
    const struct node *node = program_get(g->program, n);
    give(g, thing_of(g, n), mask);
    for (uint32_t i = 0; i < node->more.len; i++)
        give(g, thing_of(g, node->more.at[i]), mask);
}

static void give_variable(struct programs *g, struct slot_id s, uint64_t mask)
{
    if (g->home[s.i])
        give(g, g->home[s.i] - 1, mask);
}

/* What a body, or the initialiser function, refers to. */
static void visit_body(struct programs *g, const struct facts *f, const struct function *fn,
                       uint64_t mask)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL && e->call.callee_kind == CALLEE_DIRECT)
            give_node(g, program_node(f, e->call.function), mask);
        else if (e->kind == EVENT_CLEANUP)
            give_node(g, program_node(f, e->cleanup.function), mask);
    }
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_FUNCTION)
            give_node(g, program_node(f, fn->values.at[i].function), mask);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_GLOBAL)
            give_variable(g, program_slot(f, (struct entity_id){fn->paths.at[i].root}), mask);
    for (uint32_t i = 0; i < fn->names.len;
         i++) { /* in expressions that have no path, such as table + 1 */
        struct str name = fn->names.at[i].name;
        if (name.i < g->name_count && g->by_name[name.i])
            give_variable(g, (struct slot_id){g->by_name[name.i] - 1}, mask);
    }
}

static void visit(struct programs *g, uint32_t thing)
{
    const struct program *p = g->program;
    uint64_t mask = g->masks[thing];
    if (thing >= p->units.len) {
        const struct node *node = &p->nodes.at[thing - p->units.len];
        visit_body(g, node->facts, node->body, mask);
        return;
    }
    const struct facts *f = p->units.at[thing];
    for (uint32_t i = 0; i < g->functions[thing].len; i++)
        visit_body(g, f, p->nodes.at[g->functions[thing].at[i]].body, mask);
    visit_body(g, f, &f->init, mask);
    for (uint32_t i = 0; i < f->taken.len; i++)
        give_node(g, program_node(f, f->taken.at[i].function), mask);
}

static void find_homes(struct programs *g, const struct facts *f)
{
    for (uint32_t i = 0; i < f->init.events.len; i++) {
        const struct event *e = &f->init.events.at[i];
        if (e->kind != EVENT_ASSIGN ||
            function_path(&f->init, e->assign.to)->root_kind != ROOT_GLOBAL)
            continue;
        struct slot_id s =
            program_slot(f, (struct entity_id){function_path(&f->init, e->assign.to)->root});
        g->home[s.i] = f->number + 1;
        if (!g->program->slots.at[s.i]
                 .entity->internal) /* others are named in their own unit only */
            g->by_name[g->program->slots.at[s.i].name.i] = s.i + 1;
    }
}

static void find_mains(struct programs *g)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < g->program->nodes.len; i++)
        if (g->program->nodes.at[i].body &&
            !strcmp(program_text(g->program, g->program->nodes.at[i].name), "main"))
            give(g, thing_of(g, (struct node_id){i}), (uint64_t)1 << (count < 63 ? count++ : 63));
}

struct programs *programs_new(const struct program *p)
{
    struct arena *arena = arena_new();
    struct programs *g = arena_new_one(arena, struct programs);
    uint32_t things = p->units.len + p->nodes.len + 1;
    *g = (struct programs){.arena = arena, .program = p, .name_count = strs_count(p->strs)};
    g->masks = arena_new_array(arena, uint64_t, things);
    g->queued = arena_new_array(arena, bool, things);
    g->functions = arena_new_array(arena, id_vec, p->units.len + 1);
    g->home = arena_new_array(arena, uint32_t, p->slots.len + 1);
    g->by_name = arena_new_array(arena, uint32_t, g->name_count + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body && !p->nodes.at[i].entity->is_inline)
            vec_push(arena, &g->functions[p->nodes.at[i].facts->number], i);
    for (uint32_t i = 0; i < p->units.len; i++)
        find_homes(g, p->units.at[i]);
    find_mains(g);
    for (uint32_t at = 0; at < g->work.len; at++) {
        g->queued[g->work.at[at]] = false;
        visit(g, g->work.at[at]);
    }
    return g;
}

void programs_free(struct programs *g)
{
    if (g)
        arena_free(g->arena);
}

uint64_t programs_of(const struct programs *g, struct node_id n)
{
    uint32_t thing = thing_of(g, n);
    return thing != FACTS_NONE && g->masks[thing] ? g->masks[thing] : UINT64_MAX;
}

uint64_t programs_of_source(const struct programs *g, const struct flow_source *source)
{
    uint64_t mask = programs_of(g, source->function);
    if (source->in.i != FACTS_NONE)
        return mask & programs_of(g, source->in);
    uint64_t unit = g->masks[source->facts->number];
    return unit ? mask & unit : mask;
}
