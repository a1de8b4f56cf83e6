#include "link/programs.h"

#include <string.h>
#include <uthash.h>

/* ---- sets ---- */

struct set {
    uint32_t id;
    uint64_t *words;
    UT_hash_handle hh;
};

enum set_op { OP_BOTH, OP_EITHER, OP_WITHOUT };

struct made { /* what an operation made of two sets */
    struct {
        uint32_t a, b;
        uint32_t op;
    } key;
    struct program_set result;
    UT_hash_handle hh;
};

struct sets {
    struct arena *arena;
    uint32_t word_len;
    VEC(struct set *) at; /* by id */
    struct set *by_words;
    struct made *made;
};

static struct program_set set_intern(struct sets *s, const uint64_t *words)
{
    struct set *found;
    size_t size = s->word_len * sizeof *words;
    HASH_FIND(hh, s->by_words, words, size, found);
    if (found)
        return (struct program_set){found->id};
    found = arena_new_one(s->arena, struct set);
    found->id = s->at.len;
    found->words = arena_new_array(s->arena, uint64_t, s->word_len);
    memcpy(found->words, words, size);
    HASH_ADD_KEYPTR(hh, s->by_words, found->words, size, found);
    vec_push(s->arena, &s->at, found);
    return (struct program_set){found->id};
}

static struct program_set set_make(struct sets *s, enum set_op op, struct program_set a,
                                   struct program_set b)
{
    struct made *known, key = {.key = {a.i, b.i, (uint32_t)op}};
    HASH_FIND(hh, s->made, &key.key, sizeof key.key, known);
    if (known)
        return known->result;
    uint64_t *words = arena_new_array(s->arena, uint64_t, s->word_len);
    for (uint32_t i = 0; i < s->word_len; i++) {
        uint64_t x = s->at.at[a.i]->words[i], y = s->at.at[b.i]->words[i];
        words[i] = op == OP_BOTH ? x & y : op == OP_EITHER ? x | y : x & ~y;
    }
    known = arena_new_one(s->arena, struct made);
    *known = key;
    known->result = set_intern(s, words);
    HASH_ADD(hh, s->made, key, sizeof known->key, known);
    return known->result;
}

static bool is_single(const struct sets *s, struct program_set a)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->word_len; i++)
        count += (uint32_t)__builtin_popcountll(s->at.at[a.i]->words[i]);
    return count == 1;
}

/* NONE, ALL and the sets of one main each; bit 0 stands for a program without a main. */
static void sets_init(struct sets *s, struct arena *arena, uint32_t mains)
{
    *s = (struct sets){.arena = arena, .word_len = mains / 64 + 1};
    uint64_t *words = arena_new_array(arena, uint64_t, s->word_len);
    set_intern(s, words);
    memset(words, 0xff, s->word_len * sizeof *words);
    set_intern(s, words);
}

static struct program_set set_of_main(struct sets *s, uint32_t number)
{
    uint64_t *words = arena_new_array(s->arena, uint64_t, s->word_len);
    words[(number + 1) / 64] = (uint64_t)1 << (number + 1) % 64;
    return set_intern(s, words);
}

/* ---- what refers to what ---- */

typedef VEC(uint32_t) id_vec;

/* Functions by node; behind them variables by slot; behind them, by unit, what a unit refers to
 * outside of functions and of the initialisers of variables. */
struct programs {
    struct arena *arena;
    const struct program *program;
    struct sets *sets;
    id_vec *refs;   /* by thing: functions and variables that it names */
    id_vec *parts;  /* by unit: functions with a body, and variables, that are linked with it */
    uint32_t *unit; /* by thing: the unit that it is linked with plus one; 0: none, or with
                       whoever uses it (headers' inline functions) */
    struct program_set *ties;  /* by thing: the main that it can only be linked with; NONE: any */
    struct program_set *in;    /* by thing: the programs that it is part of */
    struct program_set *reach; /* by thing: the programs whose main leads to it */
    uint32_t things;
};

static uint32_t thing_of_slot(const struct programs *g, struct slot_id s)
{
    return g->program->nodes.len + s.i;
}

static uint32_t thing_of_unit(const struct programs *g, uint32_t unit)
{
    return g->program->nodes.len + g->program->slots.len + unit;
}

static void refer(struct programs *g, uint32_t from, uint32_t to)
{
    if (to != from)
        vec_push(g->arena, &g->refs[from], to);
}

static void refer_paths(struct programs *g, uint32_t from, const struct facts *f,
                        const struct function *fn)
{
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_GLOBAL)
            refer(g, from,
                  thing_of_slot(g, program_slot(f, (struct entity_id){fn->paths.at[i].root})));
}

static void read_body(struct programs *g, struct node_id n)
{
    const struct node *node = program_get(g->program, n);
    const struct function *fn = node->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL && e->call.callee_kind == CALLEE_DIRECT)
            refer(g, n.i, program_node(node->facts, e->call.function).i);
        else if (e->kind == EVENT_CLEANUP)
            refer(g, n.i, program_node(node->facts, e->cleanup.function).i);
    }
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_FUNCTION)
            refer(g, n.i, program_node(node->facts, fn->values.at[i].function).i);
    refer_paths(g, n.i, node->facts, fn);
}

#define SEVERAL_UNITS UINT32_MAX

static void part_of_unit(struct programs *g, uint32_t thing, uint32_t unit)
{
    vec_push(g->arena, &g->parts[unit], thing);
    g->unit[thing] = unit + 1;
}

/* The variables that the unit initialises are linked with it; what several initialise, each for a
 * program of its own, with whoever uses it. */
static void find_variables(struct programs *g, const struct facts *f)
{
    for (uint32_t i = 0; i < f->init.events.len; i++) {
        const struct event *e = &f->init.events.at[i];
        const struct path *to =
            e->kind == EVENT_ASSIGN ? function_path(&f->init, e->assign.to) : NULL;
        if (!to || to->root_kind != ROOT_GLOBAL)
            continue;
        uint32_t thing = thing_of_slot(g, program_slot(f, (struct entity_id){to->root}));
        if (g->unit[thing] != f->number + 1)
            g->unit[thing] = g->unit[thing] ? SEVERAL_UNITS : f->number + 1;
    }
}

static void part_variables(struct programs *g)
{
    for (uint32_t i = g->program->nodes.len; i < thing_of_unit(g, 0); i++)
        if (g->unit[i] == SEVERAL_UNITS)
            g->unit[i] = 0;
        else if (g->unit[i])
            part_of_unit(g, i, g->unit[i] - 1);
}

/* What initialisers name, by the variable that they are of, where no other unit has one for it; and
 * what the unit names elsewhere. */
static void read_unit(struct programs *g, const struct facts *f)
{
    uint32_t rest = thing_of_unit(g, f->number);
    for (uint32_t i = 0; i < f->init.events.len; i++) {
        const struct event *e = &f->init.events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(&f->init, e->assign.to);
        uint32_t from = rest;
        uint32_t slot = to->root_kind == ROOT_GLOBAL
                            ? thing_of_slot(g, program_slot(f, (struct entity_id){to->root}))
                            : rest;
        if (g->unit[slot])
            from = slot;
        const struct value *v = function_value(&f->init, e->assign.from);
        if (v->kind == VALUE_FUNCTION)
            refer(g, from, program_node(f, v->function).i);
        else if (v->kind == VALUE_ADDRESS &&
                 function_path(&f->init, v->path)->root_kind == ROOT_GLOBAL)
            refer(g, from,
                  thing_of_slot(g, program_slot(f, (struct entity_id){
                                                       function_path(&f->init, v->path)->root})));
    }
    for (uint32_t i = 0; i < f->init.values.len; i++)
        if (f->init.values.at[i].kind == VALUE_FUNCTION)
            refer(g, rest, program_node(f, f->init.values.at[i].function).i);
    refer_paths(g, rest, f, &f->init);
    for (uint32_t i = 0; i < f->taken.len; i++)
        refer(g, rest, program_node(f, f->taken.at[i].function).i);
    vec_push(g->arena, &g->parts[f->number], rest);
    g->unit[rest] = f->number + 1;
}

static void read_program(struct programs *g)
{
    const struct program *p = g->program;
    for (uint32_t i = 0; i < p->units.len; i++)
        find_variables(g, p->units.at[i]);
    part_variables(g);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        if (!p->nodes.at[i].body)
            continue;
        if (!p->nodes.at[i].entity->is_inline)
            part_of_unit(g, i, p->nodes.at[i].facts->number);
        read_body(g, (struct node_id){i});
    }
    for (uint32_t i = 0; i < p->units.len; i++)
        read_unit(g, p->units.at[i]);
}

/* ---- which of several bodies ---- */

static uint32_t body_len(const struct node *node)
{
    return node->body ? node->more.len + 1 : 0;
}

static struct node_id body_at(const struct node *node, struct node_id n, uint32_t i)
{
    return i ? node->more.at[i - 1] : n;
}

/* The unit that a thing stands in: where it refers from. */
static const struct facts *facts_of(const struct programs *g, uint32_t thing)
{
    if (thing < g->program->nodes.len)
        return g->program->nodes.at[thing].facts;
    return g->unit[thing] ? g->program->units.at[g->unit[thing] - 1] : NULL;
}

/* Among the bodies of function N that of F's own link target; FACTS_NONE: none. */
static struct node_id of_same_target(const struct programs *g, const struct facts *f,
                                     struct node_id n)
{
    const struct node *node = program_get(g->program, n);
    for (uint32_t i = 0; f && f->target.i && i < body_len(node); i++) {
        struct node_id one = body_at(node, n, i);
        if (str_eq(program_get(g->program, one)->facts->target, f->target))
            return one;
    }
    return (struct node_id){FACTS_NONE};
}

/* ---- ties: what can be linked with one main only ---- */

static bool is_main(const struct program *p, uint32_t node)
{
    return p->nodes.at[node].body && !strcmp(program_text(p, p->nodes.at[node].name), "main");
}

/* A unit that has a main, or is of the link target of one, is linked with that. */
static void tie_units(struct programs *g)
{
    const struct program *p = g->program;
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        count += is_main(p, i);
    sets_init(g->sets, g->arena, count + 1);
    struct program_set *of_unit = arena_new_array(g->arena, struct program_set, p->units.len + 1),
                       *of_target =
                           arena_new_array(g->arena, struct program_set, strs_count(p->strs) + 1);
    count = 0;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        if (!is_main(p, i))
            continue;
        const struct facts *f = p->nodes.at[i].facts;
        struct program_set one = set_of_main(g->sets, count++);
        of_unit[f->number] = set_make(g->sets, OP_EITHER, of_unit[f->number], one);
        if (f->target.i)
            of_target[f->target.i] = set_make(g->sets, OP_EITHER, of_target[f->target.i], one);
    }
    for (uint32_t u = 0; u < p->units.len; u++) {
        struct program_set tie = of_unit[u];
        if (!programs_any(tie) && p->units.at[u]->target.i)
            tie = of_target[p->units.at[u]->target.i];
        for (uint32_t k = 0; k < g->parts[u].len; k++)
            g->ties[g->parts[u].at[k]] = tie;
    }
}

/* Who must be linked with the same main as THING, because it refers to it. */
struct spread {
    struct programs *g;
    id_vec *referrers; /* by thing */
    id_vec work;
    bool *queued;
};

static void tie(struct spread *s, uint32_t thing, struct program_set to)
{
    struct programs *g = s->g;
    struct program_set both = set_make(g->sets, OP_EITHER, g->ties[thing], to);
    if (both.i == g->ties[thing].i)
        return;
    g->ties[thing] = both;
    if (!s->queued[thing])
        vec_push(g->arena, &s->work, thing);
    s->queued[thing] = true;
}

/* A function with several bodies ties nobody, nor does one that a library of the system has too:
 * another of them may be meant. */
static bool has_namesakes(const struct programs *g, uint32_t thing)
{
    const struct node *node = thing < g->program->nodes.len ? &g->program->nodes.at[thing] : NULL;
    return node && (node->more.len || node->system.i != FACTS_NONE);
}

/* Units that refer to what only one main can be linked with are tied to it too, until nothing
 * changes. Who seems to need several mains is not understood, and tied to none. */
static void spread_ties(struct programs *g)
{
    struct spread s = {.g = g};
    s.referrers = arena_new_array(g->arena, id_vec, g->things + 1);
    s.queued = arena_new_array(g->arena, bool, g->things + 1);
    struct program_set *own = arena_new_array(g->arena, struct program_set, g->things + 1);
    memcpy(own, g->ties, g->things * sizeof *own);
    for (uint32_t i = 0; i < g->things; i++)
        for (uint32_t k = 0; k < g->refs[i].len; k++)
            vec_push(g->arena, &s.referrers[g->refs[i].at[k]], i);
    for (uint32_t i = 0; i < g->things; i++)
        if (programs_any(g->ties[i]))
            vec_push(g->arena, &s.work, i);
    for (uint32_t at = 0; at < s.work.len; at++) {
        uint32_t thing = s.work.at[at];
        s.queued[thing] = false;
        for (uint32_t k = 0; !has_namesakes(g, thing) && k < s.referrers[thing].len; k++) {
            uint32_t by = s.referrers[thing].at[k];
            const id_vec *parts = g->unit[by] ? &g->parts[g->unit[by] - 1] : NULL;
            if (programs_any(own[by]))
                continue;
            tie(&s, by, g->ties[thing]);
            for (uint32_t i = 0; parts && i < parts->len; i++)
                tie(&s, parts->at[i], g->ties[thing]);
        }
    }
    for (uint32_t i = 0; i < g->things; i++)
        if (programs_any(g->ties[i]) && !programs_any(own[i]) && !is_single(g->sets, g->ties[i]))
            g->ties[i] = PROGRAMS_NONE;
}

/* ---- which programs ---- */

struct by_name { /* a name of several bodies, and programs that refer to it */
    struct node_id node;
    struct program_set programs;
};

struct give {
    struct programs *g;
    struct program_set *to;    /* by thing: `in`, where a unit is taken whole, or `reach` */
    struct program_set *units; /* by unit: what all its parts were given */
    bool whole;
    VEC(struct by_name) later;
    id_vec work;
    bool *queued;
};

/* What is tied to one main is in no other program. */
static void give(struct give *x, uint32_t thing, struct program_set programs)
{
    struct programs *g = x->g;
    if (programs_any(g->ties[thing]))
        programs = programs_both(g, programs, g->ties[thing]);
    struct program_set all = programs_either(g, x->to[thing], programs);
    if (all.i == x->to[thing].i)
        return;
    x->to[thing] = all;
    if (!x->queued[thing])
        vec_push(g->arena, &x->work, thing);
    x->queued[thing] = true;
}

static void give_unit(struct give *x, uint32_t thing, struct program_set programs)
{
    const struct programs *g = x->g;
    if (!x->whole || !g->unit[thing]) {
        give(x, thing, programs);
        return;
    }
    struct program_set *given = &x->units[g->unit[thing] - 1];
    if (programs_within(g, programs, *given))
        return;
    *given = programs_either(g, *given, programs);
    const id_vec *parts = &g->parts[g->unit[thing] - 1];
    for (uint32_t i = 0; i < parts->len; i++)
        give(x, parts->at[i], programs);
}

/* A reference by a name of several bodies, or that a library of the system has too. */
static void give_name(struct give *x, struct node_id n, struct program_set programs)
{
    const struct programs *g = x->g;
    const struct node *node = program_get(g->program, n);
    for (uint32_t i = 0; !x->whole && i < body_len(node); i++) {
        struct node_id one = body_at(node, n, i);
        give(x, one.i, programs_both(g, programs, g->in[one.i]));
    }
    if (x->whole && node->system.i == FACTS_NONE)
        vec_push(g->arena, &x->later, ((struct by_name){n, programs}));
}

/* What F refers to. Of several bodies that of its own target, where there is one; else the one
 * whose unit the program has anyway, as two of them cannot be linked together. Where it has none,
 * those that can be linked with the main, and where one can with no other, only that. A name that a
 * library of the system has draws no unit: it means that unit's function where something else draws
 * it. */
static void give_reference(struct give *x, const struct facts *f, uint32_t thing,
                           struct program_set programs)
{
    struct programs *g = x->g;
    struct node_id n = {thing};
    struct node_id same =
        has_namesakes(g, thing) ? of_same_target(g, f, n) : (struct node_id){thing};
    if (same.i != FACTS_NONE)
        give_unit(x, same.i, programs);
    else
        give_name(x, n, programs);
}

/* Does the unit that a reference stands in have the thing itself, or a library: is it one of its
 * own, an inline function, or does the unit include the file, as others do? Then it draws no other
 * unit. */
static bool has_itself(const struct programs *g, const struct facts *f, uint32_t thing)
{
    uint32_t nodes = g->program->nodes.len;
    if (!f || thing >= nodes)
        return f && thing < thing_of_unit(g, 0) && !g->unit[thing] &&
               g->program->slots.at[thing - nodes].entity->internal;
    const struct node *node = &g->program->nodes.at[thing];
    if (!g->unit[thing])
        return true;
    for (uint32_t i = 0; i < node->includers.len; i++)
        if (node->includers.at[i] == f->number)
            return true;
    return node->includers.len && node->facts == f;
}

static void follow_references(struct give *x)
{
    struct programs *g = x->g;
    for (uint32_t at = 0; at < x->work.len;
         at++) { /* in turn: what grows waits, and is done once */
        uint32_t thing = x->work.at[at];
        x->queued[thing] = false;
        const struct facts *f = facts_of(g, thing);
        for (uint32_t k = 0; k < g->refs[thing].len; k++)
            if (has_itself(g, f, g->refs[thing].at[k]))
                give(x, g->refs[thing].at[k], x->to[thing]);
            else
                give_reference(x, f, g->refs[thing].at[k], x->to[thing]);
    }
    x->work.len = 0;
}

/* Those that have none of its bodies. */
static struct program_set without(const struct programs *g, const struct by_name *b)
{
    const struct node *node = program_get(g->program, b->node);
    struct program_set left = b->programs;
    for (uint32_t i = 0; i < body_len(node); i++)
        left = set_make(g->sets, OP_WITHOUT, left, g->in[body_at(node, b->node, i).i]);
    return left;
}

static void draw(struct give *x, const struct by_name *b)
{
    struct programs *g = x->g;
    const struct node *node = program_get(g->program, b->node);
    struct program_set tied = PROGRAMS_NONE;
    for (uint32_t i = 0; i < body_len(node); i++)
        tied = programs_either(g, tied, g->ties[body_at(node, b->node, i).i]);
    struct program_set others = set_make(g->sets, OP_WITHOUT, b->programs, tied);
    for (uint32_t i = 0; i < body_len(node); i++) {
        struct node_id one = body_at(node, b->node, i);
        give_unit(x, one.i, programs_any(g->ties[one.i]) ? b->programs : others);
    }
}

/* Names of several bodies wait until all else is drawn, and those that no program has then draw
 * all at once, so that no order of units decides. */
static void give_all(struct programs *g, struct program_set *to, bool whole)
{
    struct give x = {.g = g, .to = to, .whole = whole};
    x.queued = arena_new_array(g->arena, bool, g->things + 1);
    x.units = arena_new_array(g->arena, struct program_set, g->program->units.len + 1);
    for (uint32_t i = 0; i < g->program->nodes.len; i++)
        if (is_main(g->program, i))
            give_unit(&x, i, g->ties[i]);
    for (follow_references(&x); x.later.len; follow_references(&x)) {
        for (uint32_t i = 0; i < x.later.len; i++)
            x.later.at[i].programs = without(g, &x.later.at[i]);
        for (uint32_t i = 0; i < x.later.len; i++)
            draw(&x, &x.later.at[i]);
        x.later.len = 0;
    }
}

/* ---- units that no main needs: modules, and parts of libraries ---- */

/* The programs that have what THING is, by those of its unit; ALL where nothing says. */
static struct program_set loaded(const struct programs *g, const struct program_set *of_unit,
                                 uint32_t thing)
{
    uint32_t unit = g->unit[thing];
    if (!unit || has_namesakes(g, thing) || programs_any(g->in[thing_of_unit(g, unit - 1)]))
        return programs_any(g->in[thing]) ? g->in[thing] : PROGRAMS_ALL;
    return of_unit[unit - 1];
}

/* True: fewer than were thought. */
static bool narrow_unit(const struct programs *g, struct program_set *of_unit, uint32_t u)
{
    struct program_set all = of_unit[u];
    for (uint32_t i = 0; i < g->parts[u].len; i++) {
        const id_vec *refs = &g->refs[g->parts[u].at[i]];
        for (uint32_t k = 0; k < refs->len; k++)
            if (!has_itself(g, g->program->units.at[u], refs->at[k]))
                all = programs_both(g, all, loaded(g, of_unit, refs->at[k]));
    }
    bool fewer = all.i != of_unit[u].i;
    of_unit[u] = all;
    return fewer;
}

/* THING is part of a module of the programs. It is in others already that include its file. */
static void give_part(struct programs *g, uint32_t thing, struct program_set programs)
{
    if (has_namesakes(g, thing))
        return;
    if (programs_any(g->in[thing]))
        g->in[thing] = programs_either(g, g->in[thing], programs);
    else if (programs.i != PROGRAMS_ALL.i)
        g->in[thing] = programs;
}

/* A module can be loaded only into programs that have all that it refers to: one that calls what is
 * only the server's is not the client's. Begins with all programs, until nothing changes. What
 * seems to fit into none is not understood, and counts for all. */
static void give_modules(struct programs *g)
{
    uint32_t units = g->program->units.len;
    struct program_set *of_unit = arena_new_array(g->arena, struct program_set, units + 1);
    bool *needed = arena_new_array(g->arena, bool, units + 1);
    for (uint32_t u = 0; u < units; u++) {
        of_unit[u] = PROGRAMS_ALL;
        needed[u] = programs_any(g->in[thing_of_unit(g, u)]);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t u = 0; u < units; u++)
            changed |= !needed[u] && narrow_unit(g, of_unit, u);
    }
    for (uint32_t u = 0; u < units; u++)
        for (uint32_t i = 0; !needed[u] && i < g->parts[u].len; i++)
            give_part(g, g->parts[u].at[i], of_unit[u]);
}

struct programs *programs_new(const struct program *p)
{
    struct arena *arena = arena_new();
    struct programs *g = arena_new_one(arena, struct programs);
    *g = (struct programs){.arena = arena, .program = p};
    g->sets = arena_new_one(arena, struct sets);
    g->things = p->nodes.len + p->slots.len + p->units.len;
    g->refs = arena_new_array(arena, id_vec, g->things + 1);
    g->parts = arena_new_array(arena, id_vec, p->units.len + 1);
    g->unit = arena_new_array(arena, uint32_t, g->things + 1);
    g->ties = arena_new_array(arena, struct program_set, g->things + 1);
    g->in = arena_new_array(arena, struct program_set, g->things + 1);
    g->reach = arena_new_array(arena, struct program_set, g->things + 1);
    read_program(g);
    tie_units(g);
    spread_ties(g);
    give_all(g, g->in, true);
    give_modules(g);
    give_all(g, g->reach, false);
    return g;
}

void programs_free(struct programs *g)
{
    if (!g)
        return;
    HASH_CLEAR(hh, g->sets->by_words);
    HASH_CLEAR(hh, g->sets->made);
    arena_free(g->arena);
}

/* ---- asking ---- */

struct program_set programs_both(const struct programs *g, struct program_set a,
                                 struct program_set b)
{
    if (a.i == b.i || b.i == PROGRAMS_ALL.i || !a.i)
        return a;
    return a.i == PROGRAMS_ALL.i || !b.i ? b : set_make(g->sets, OP_BOTH, a, b);
}

struct program_set programs_either(const struct programs *g, struct program_set a,
                                   struct program_set b)
{
    if (a.i == b.i || a.i == PROGRAMS_ALL.i || !b.i)
        return a;
    return b.i == PROGRAMS_ALL.i || !a.i ? b : set_make(g->sets, OP_EITHER, a, b);
}

bool programs_within(const struct programs *g, struct program_set a, struct program_set b)
{
    return programs_either(g, a, b).i == b.i;
}

static struct program_set or_all(struct program_set set)
{
    return programs_any(set) ? set : PROGRAMS_ALL;
}

struct program_set programs_of(const struct programs *g, struct node_id n)
{
    return program_get(g->program, n)->body ? or_all(g->in[n.i]) : PROGRAMS_ALL;
}

struct program_set programs_of_place(const struct programs *g, struct node_id in,
                                     const struct facts *f)
{
    return in.i != FACTS_NONE ? programs_of(g, in) : or_all(g->in[thing_of_unit(g, f->number)]);
}

struct program_set programs_reaching(const struct programs *g, struct node_id n)
{
    return g->reach[n.i];
}

struct program_set programs_reaching_slot(const struct programs *g, struct slot_id s)
{
    return g->reach[thing_of_slot(g, s)];
}

/* Is the body of ONE, which a library of the system has too, in a program with IN? What no program
 * needs may be code of one library: not where the link targets are known to differ. */
static bool is_linked(const struct programs *g, struct node_id in, struct node_id one)
{
    struct program_set of_in = g->in[in.i], of_one = g->in[one.i];
    struct str in_target = program_get(g->program, in)->facts->target,
               one_target = program_get(g->program, one)->facts->target;
    if (programs_any(of_in) || programs_any(of_one))
        return programs_any(programs_both(g, of_in, of_one));
    return !in_target.i || !one_target.i || str_eq(in_target, one_target);
}

void programs_bodies(const struct programs *g, struct arena *arena, struct node_id in,
                     struct node_id callee, node_vec *ret)
{
    const struct node *node = program_get(g->program, callee);
    const struct facts *f = program_get(g->program, in)->facts;
    struct node_id same = callee;
    if (has_namesakes(g, callee.i) && node->facts != f)
        same = of_same_target(g, f, callee);
    if (same.i != FACTS_NONE) {
        vec_push(arena, ret, same);
        return;
    }
    for (uint32_t i = 0; i < body_len(node); i++) {
        struct node_id one = body_at(node, callee, i);
        if (node->system.i == FACTS_NONE
                ? programs_any(programs_both(g, programs_of(g, in), programs_of(g, one)))
                : is_linked(g, in, one))
            vec_push(arena, ret, one);
    }
    if (!ret->len && node->system.i != FACTS_NONE)
        vec_push(arena, ret, node->system);
}
