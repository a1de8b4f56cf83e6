#include "link/programs.h"

#include <string.h>

#define TIE_ROUNDS 10

typedef VEC(uint32_t) id_vec;

/* What a visit is for. */
enum visit {
    VISIT_TIES,  /* which mains the visited must be linked with */
    VISIT_UNITS, /* who is given the visited thing's programs */
    VISIT_REACH, /* the same by function and variable */
};

/* Units are things 0 to units.len - 1; headers' inline functions, which go with whoever uses them,
 * stand behind them, by node. */
struct programs {
    struct arena *arena;
    const struct program *program;
    uint64_t *masks; /* by thing */
    uint64_t *own;   /* by thing that has a main: its bit; 0: none */
    uint64_t *ties;  /* by thing: the main's bit that it can only be linked with; 0: none */
    uint64_t *reach; /* by node, behind them by slot: programs in which main leads to it */
    bool *queued;
    enum visit visit;
    uint64_t tied; /* VISIT_TIES: to which mains */
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

/* No unit with a main is part of another main's program. */
static void give(struct programs *g, uint32_t thing, uint64_t mask)
{
    if (thing != FACTS_NONE && g->own[thing])
        mask &= g->own[thing];
    if (thing == FACTS_NONE || (g->masks[thing] | mask) == g->masks[thing])
        return;
    g->masks[thing] |= mask;
    if (!g->queued[thing])
        vec_push(g->arena, &g->work, thing);
    g->queued[thing] = true;
}

static void give_reach(struct programs *g, uint32_t what, uint64_t mask)
{
    if ((g->reach[what] | mask) == g->reach[what])
        return;
    g->reach[what] |= mask;
    if (!g->queued[what])
        vec_push(g->arena, &g->work, what);
    g->queued[what] = true;
}

/* One of the bodies of a function, for the programs in MASK. */
static void give_body(struct programs *g, struct node_id n, uint64_t mask)
{
    if (g->visit == VISIT_REACH)
        give_reach(g, n.i, mask);
    else
        give(g, thing_of(g, n), mask);
}

/* What unit F refers to. Of several bodies that of its own target, where there is one; else those
 * that can be linked with the main, and where one can with no other, only that. */
static void give_node(struct programs *g, const struct facts *f, struct node_id n, uint64_t mask)
{
    const struct node *node = program_get(g->program, n);
    uint64_t ties = 0;
    if (!node->body)
        return;
    if (!node->more.len && g->visit == VISIT_TIES)
        g->tied |= g->ties[thing_of(g, n)];
    else if (!node->more.len)
        give_body(g, n, mask);
    if (!node->more.len || g->visit == VISIT_TIES)
        return;
    for (uint32_t i = 0; i <= node->more.len; i++) {
        struct node_id one = i ? node->more.at[i - 1] : n;
        ties |= g->ties[thing_of(g, one)];
        if (f->target.i && str_eq(program_get(g->program, one)->facts->target, f->target)) {
            give_body(g, one, mask);
            return;
        }
    }
    for (uint32_t i = 0; i <= node->more.len; i++) {
        struct node_id one = i ? node->more.at[i - 1] : n;
        uint64_t own = g->ties[thing_of(g, one)];
        give_body(g, one, own ? mask & own : mask & ~ties);
    }
}

static void give_variable(struct programs *g, struct slot_id s, uint64_t mask)
{
    if (g->visit == VISIT_REACH)
        give_reach(g, g->program->nodes.len + s.i, mask);
    else if (g->home[s.i] && g->visit == VISIT_TIES)
        g->tied |= g->ties[g->home[s.i] - 1];
    else if (g->home[s.i])
        give(g, g->home[s.i] - 1, mask);
}

/* What a body, or the initialiser function, refers to. */
static void visit_body(struct programs *g, const struct facts *f, const struct function *fn,
                       uint64_t mask)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL && e->call.callee_kind == CALLEE_DIRECT)
            give_node(g, f, program_node(f, e->call.function), mask);
        else if (e->kind == EVENT_CLEANUP)
            give_node(g, f, program_node(f, e->cleanup.function), mask);
    }
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_FUNCTION)
            give_node(g, f, program_node(f, fn->values.at[i].function), mask);
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
        give_node(g, f, program_node(f, f->taken.at[i].function), mask);
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

static uint32_t find_mains(struct programs *g)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < g->program->nodes.len; i++) {
        if (!g->program->nodes.at[i].body ||
            strcmp(program_text(g->program, g->program->nodes.at[i].name), "main") != 0)
            continue;
        g->own[thing_of(g, (struct node_id){i})] |= (uint64_t)1 << (count < 63 ? count : 63);
        count++;
    }
    return count;
}

/* Units that refer to what only the unit of a main has can be linked with that one only. Who seems
 * to need several mains is not understood, and tied to none. */
static void find_ties(struct programs *g)
{
    uint32_t things = g->program->units.len + g->program->nodes.len;
    bool changed = true;
    for (uint32_t i = 0; i < things; i++)
        g->ties[i] = g->own[i];
    g->visit = VISIT_TIES;
    for (int round = 0; round < TIE_ROUNDS && changed; round++) {
        changed = false;
        for (uint32_t i = 0; i < things; i++) {
            uint32_t units = g->program->units.len;
            g->tied = 0;
            if (!g->own[i] && (i < units || thing_of(g, (struct node_id){i - units}) == i))
                visit(g, i);
            changed |= (g->ties[i] | g->tied) != g->ties[i];
            g->ties[i] |= g->tied;
        }
    }
    for (uint32_t i = 0; i < things; i++)
        if (g->ties[i] & (g->ties[i] - 1))
            g->ties[i] = 0;
}

/* What a function, or the initialiser of a variable, leads to. */
static void visit_reached(struct programs *g, uint32_t what)
{
    const struct program *p = g->program;
    if (what < p->nodes.len) {
        if (p->nodes.at[what].body)
            visit_body(g, p->nodes.at[what].facts, p->nodes.at[what].body, g->reach[what]);
        return;
    }
    uint32_t slot = what - p->nodes.len;
    const struct facts *f = g->home[slot] ? p->units.at[g->home[slot] - 1] : NULL;
    for (uint32_t i = 0; f && i < f->init.events.len; i++) {
        const struct event *e = &f->init.events.at[i];
        const struct path *to =
            e->kind == EVENT_ASSIGN ? function_path(&f->init, e->assign.to) : NULL;
        const struct value *v = to ? function_value(&f->init, e->assign.from) : NULL;
        if (!to || to->root_kind != ROOT_GLOBAL ||
            program_slot(f, (struct entity_id){to->root}).i != slot)
            continue;
        if (v->kind == VALUE_FUNCTION)
            give_node(g, f, program_node(f, v->function), g->reach[what]);
        else if (v->kind == VALUE_ADDRESS &&
                 function_path(&f->init, v->path)->root_kind == ROOT_GLOBAL)
            give_variable(
                g, program_slot(f, (struct entity_id){function_path(&f->init, v->path)->root}),
                g->reach[what]);
    }
}

static void find_reach(struct programs *g)
{
    g->visit = VISIT_REACH;
    g->work.len = 0;
    for (uint32_t i = 0; i < g->program->nodes.len; i++) {
        uint32_t thing = thing_of(g, (struct node_id){i});
        if (thing != FACTS_NONE && g->own[thing] &&
            !strcmp(program_text(g->program, g->program->nodes.at[i].name), "main"))
            give_reach(g, i, g->own[thing]);
    }
    for (uint32_t at = 0; at < g->work.len; at++) {
        g->queued[g->work.at[at]] = false;
        visit_reached(g, g->work.at[at]);
    }
}

struct programs *programs_new(const struct program *p)
{
    struct arena *arena = arena_new();
    struct programs *g = arena_new_one(arena, struct programs);
    uint32_t things = p->units.len + p->nodes.len + p->slots.len + 1;
    *g = (struct programs){.arena = arena, .program = p, .name_count = strs_count(p->strs)};
    g->masks = arena_new_array(arena, uint64_t, things);
    g->own = arena_new_array(arena, uint64_t, things);
    g->ties = arena_new_array(arena, uint64_t, things);
    g->reach = arena_new_array(arena, uint64_t, things);
    g->queued = arena_new_array(arena, bool, things);
    g->functions = arena_new_array(arena, id_vec, p->units.len + 1);
    g->home = arena_new_array(arena, uint32_t, p->slots.len + 1);
    g->by_name = arena_new_array(arena, uint32_t, g->name_count + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body && !p->nodes.at[i].entity->is_inline)
            vec_push(arena, &g->functions[p->nodes.at[i].facts->number], i);
    for (uint32_t i = 0; i < p->units.len; i++)
        find_homes(g, p->units.at[i]);
    if (find_mains(g) > 1)
        find_ties(g);
    g->visit = VISIT_UNITS;
    for (uint32_t i = 0; i < things; i++)
        give(g, i, g->own[i]);
    for (uint32_t at = 0; at < g->work.len; at++) {
        g->queued[g->work.at[at]] = false;
        visit(g, g->work.at[at]);
    }
    find_reach(g);
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

uint64_t programs_reached_source(const struct programs *g, const struct flow_source *source)
{
    uint64_t mask = programs_of_source(g, source), reach = 0;
    if (source->in.i != FACTS_NONE) {
        reach = g->reach[source->in.i];
    } else if (source->body->events.at[source->event].kind == EVENT_ASSIGN) {
        const struct path *to =
            function_path(source->body, source->body->events.at[source->event].assign.to);
        if (to->root_kind == ROOT_GLOBAL)
            reach = g->reach[g->program->nodes.len +
                             program_slot(source->facts, (struct entity_id){to->root}).i];
    }
    return reach ? mask & reach : mask;
}
