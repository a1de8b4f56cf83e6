#include "link/program.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

/* A table from string ids to numbers: ids are dense, so an array does. */
struct id_map {
    uint32_t *at; /* number plus one, 0: none */
    uint32_t size;
};

struct program_index {
    struct id_map system;  /* by key: functions that a unit knows from a system header only */
    struct id_map nodes;   /* by key */
    struct id_map slots;   /* by key */
    struct id_map by_name; /* by plain name: first node with a body, else first */
    struct id_map header;  /* by path */
};

static uint32_t *map_at(struct id_map *m, struct str key)
{
    if (key.i >= m->size) {
        uint32_t size = m->size ? m->size : 4096;
        while (size <= key.i)
            size *= 2;
        m->at = realloc(m->at, size * sizeof *m->at);
        if (!m->at)
            fail_no_memory();
        memset(m->at + m->size, 0, (size - m->size) * sizeof *m->at);
        m->size = size;
    }
    return &m->at[key.i];
}

static uint32_t map_get(const struct id_map *m, struct str key)
{
    return key.i < m->size && m->at[key.i] ? m->at[key.i] - 1 : FACTS_NONE;
}

struct program *program_new(struct strs *strs)
{
    struct arena *arena = arena_new();
    struct program *p = arena_new_one(arena, struct program);
    p->arena = arena;
    p->strs = strs;
    p->index = arena_new_one(arena, struct program_index);
    return p;
}

void program_free(struct program *p)
{
    if (!p)
        return;
    free(p->index->system.at);
    free(p->index->nodes.at);
    free(p->index->slots.at);
    free(p->index->by_name.at);
    free(p->index->header.at);
    arena_free(p->arena);
}

static void words_merge(struct program *p, word_vec *into, const word_vec *from)
{
    for (uint32_t i = 0; i < from->len; i++) {
        const struct word *w = &from->at[i];
        bool seen = false;
        for (uint32_t k = 0; k < into->len && !seen; k++)
            seen = into->at[k].kind == w->kind && str_eq(into->at[k].text, w->text);
        if (!seen)
            vec_push(p->arena, into, *w);
    }
}

static uint32_t node_add(struct program *p, struct id_map *index, struct str key,
                         const struct entity *e)
{
    vec_push(p->arena, &p->nodes,
             (struct node){.key = key, .name = e->name, .entity = e, .system = {FACTS_NONE}});
    uint32_t id = p->nodes.len - 1;
    *map_at(index, key) = id + 1;
    return id;
}

static uint32_t add_function_entity(struct program *p, const struct entity *e)
{
    bool outside = e->system || *program_text(p, e->loc.file) == '/'; /* of the project's folder */
    struct id_map *index = outside && !e->defined ? &p->index->system : &p->index->nodes;
    uint32_t id = map_get(index, e->key);
    if (id == FACTS_NONE)
        id = node_add(p, index, e->key, e);
    struct node *n = &p->nodes.at[id];
    words_merge(p, &n->words, &e->words);
    n->noreturn |= e->noreturn;
    if (!n->body && n->entity->system && !e->system)
        n->entity = e; /* but paths of a body go out from the parameters that it has itself */
    return id;
}

static uint32_t add_slot_entity(struct program *p, const struct entity *e)
{
    uint32_t id = map_get(&p->index->slots, e->key);
    if (id == FACTS_NONE) {
        vec_push(p->arena, &p->slots,
                 (struct slot){.key = e->key,
                               .name = e->name,
                               .record = e->record,
                               .entity = e,
                               .is_field = e->kind == ENTITY_FIELD});
        id = p->slots.len - 1;
        *map_at(&p->index->slots, e->key) = id + 1;
    }
    words_merge(p, &p->slots.at[id].words, &e->words);
    return id;
}

static void node_set_body(struct node *n, const struct facts *f, const struct entity *e,
                          const struct function *fn)
{
    n->facts = f;
    n->body = fn;
    n->entity = e;
}

/* The same body again: of a header, or of a file that is a unit of its own and that a test
 * includes; then it is that unit's. */
static void add_includer(struct program *p, struct node *n, const struct facts *f,
                         const struct entity *e, const struct function *fn)
{
    uint32_t includer = f->number;
    if (e->is_inline || (str_eq(fn->loc.file, f->source) && str_eq(fn->loc.file, n->facts->source)))
        return;
    if (str_eq(fn->loc.file, f->source)) {
        includer = n->facts->number;
        node_set_body(n, f, e, fn);
    }
    vec_push(p->arena, &n->includers, includer);
}

/* A function with a body: the first body under a key is the function; the same body seen again (a
 * header's inline function) is dropped; one in another file is a function of its own, beside the
 * first. */
static void add_body(struct program *p, const struct facts *f, uint32_t *map,
                     const struct function *fn)
{
    const struct entity *e = facts_entity(f, fn->entity);
    uint32_t id = map[fn->entity.i];
    if (!p->nodes.at[id].body) {
        node_set_body(&p->nodes.at[id], f, e, fn);
        return;
    }
    if (str_eq(p->nodes.at[id].body->loc.file, fn->loc.file)) {
        add_includer(p, &p->nodes.at[id], f, e, fn);
        return;
    }
    char *key =
        arena_printf(p->arena, "%s@%s", program_text(p, e->key), program_text(p, fn->loc.file));
    struct str name = str_intern(p->strs, key);
    uint32_t known = map_get(&p->index->nodes, name);
    if (known != FACTS_NONE) {
        map[fn->entity.i] = known;
        return;
    }
    uint32_t other = node_add(p, &p->index->nodes, name, e);
    struct node *n = &p->nodes.at[other];
    struct node *first = &p->nodes.at[id];
    node_set_body(n, f, e, fn);
    words_merge(p, &n->words, &first->words);
    n->noreturn = first->noreturn;
    vec_push(p->arena, &first->more, (struct node_id){other});
    map[fn->entity.i] = other; /* calls of this unit mean this body */
}

void program_add(struct program *p, struct facts *f)
{
    f->number = p->units.len;
    if (f->owns_arena)
        arena_adopt(p->arena, f->arena);
    f->owns_arena = false;
    f->arena = p->arena;
    uint32_t *map = arena_new_array(p->arena, uint32_t, f->entities.len + 1);
    for (uint32_t i = 0; i < f->entities.len; i++) {
        const struct entity *e = &f->entities.at[i];
        map[i] = e->kind == ENTITY_FUNCTION ? add_function_entity(p, e) : add_slot_entity(p, e);
    }
    for (uint32_t i = 0; i < f->functions.len; i++)
        if (f->functions.at[i].entity.i != FACTS_NONE)
            add_body(p, f, map, &f->functions.at[i]);
    for (uint32_t i = 0; i < f->files.len; i++) {
        uint32_t *seen = map_at(&p->index->header, f->files.at[i]);
        if (!*seen)
            vec_push(p->arena, &p->headers, f->files.at[i]);
        *seen = 1;
    }
    f->linked = map;
    vec_push(p->arena, &p->units, f);
}

static bool unit_reads(const struct facts *f, struct str file)
{
    for (uint32_t i = 0; i < f->files.len; i++)
        if (str_eq(f->files.at[i], file))
            return true;
    return false;
}

/* A function that some units know from a system header and that has a body here: the same one only
 * if the unit with the body reads that header too. Else another program of the database happens to
 * have a function of that name. */
static bool is_same_function(const struct node *from_system, const struct node *own)
{
    return !own->body || unit_reads(own->facts, from_system->entity->loc.file);
}

/* Make one node of the two that a function has when units know it from different kinds of headers.
 */
static void merge_system_nodes(struct program *p)
{
    uint32_t *now = arena_new_array(p->arena, uint32_t, p->nodes.len + 1);
    bool any = false;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node *n = &p->nodes.at[i];
        now[i] = i;
        uint32_t own = map_get(&p->index->nodes, n->key);
        if (map_get(&p->index->system, n->key) != i || own == FACTS_NONE ||
            !is_same_function(n, &p->nodes.at[own]))
            continue;
        words_merge(p, &p->nodes.at[own].words, &n->words);
        p->nodes.at[own].noreturn |= n->noreturn;
        if (n->entity->system) /* and not merely outside of the project's folder */
            p->nodes.at[own].system.i = i;
        n->merged = true;
        now[i] = own;
        any = true;
    }
    for (uint32_t u = 0; any && u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        for (uint32_t i = 0; i < f->entities.len; i++)
            if (f->entities.at[i].kind == ENTITY_FUNCTION)
                f->linked[i] = now[f->linked[i]];
    }
}

void program_link(struct program *p)
{
    merge_system_nodes(p);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node *n = &p->nodes.at[i];
        if (n->merged)
            continue;
        uint32_t *first = map_at(&p->index->by_name, n->name);
        if (!*first || (n->body && !p->nodes.at[*first - 1].body))
            *first = i + 1;
    }
}

struct node_id program_find(const struct program *p, const char *name)
{
    struct str s = str_find(p->strs, name);
    if (!s.i)
        return (struct node_id){FACTS_NONE};
    uint32_t id = map_get(&p->index->nodes, s);
    if (id == FACTS_NONE)
        id = map_get(&p->index->system, s);
    return (struct node_id){id != FACTS_NONE ? id : map_get(&p->index->by_name, s)};
}

static void take_values(const struct facts *f, const struct function *fn, bool *taken)
{
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_FUNCTION)
            taken[program_node(f, fn->values.at[i].function).i] = true;
}

bool *program_taken(const struct program *p, struct arena *arena)
{
    bool *taken = arena_new_array(arena, bool, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->units.len; i++) {
        const struct facts *f = p->units.at[i];
        take_values(f, &f->init, taken);
        for (uint32_t k = 0; k < f->taken.len; k++)
            taken[program_node(f, f->taken.at[k].function).i] = true;
        for (uint32_t k = 0; k < f->functions.len; k++)
            take_values(f, &f->functions.at[k], taken);
    }
    return taken;
}

bool program_points_to(const struct program *p, struct str type, struct str record)
{
    const char *text = program_text(p, type), *name = program_text(p, record);
    text += !strncmp(text, "const ", 6) ? 6 : 0;
    text += !strncmp(text, "struct ", 7) ? 7 : 0;
    text += strspn(text, "_");
    name += strspn(name, "_");
    size_t len = strlen(name);
    return !strncmp(text, name, len) && text[len + strspn(text + len, " ")] == '*' &&
           !strchr(strchr(text, '*') + 1, '*');
}
