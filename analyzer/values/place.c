#include "values/place.h"

#include <string.h>
#include <uthash.h>

struct object { /* a member of a global object, or an element of one */
    struct {
        uint32_t whole, step; /* number of what it is in; the field's slot, or ~index */
    } key;
    uint32_t number;
    UT_hash_handle hh;
};

struct places {
    struct arena *arena;
    const struct program *program;
    struct object *objects;
    uint32_t object_len;
    bool *shared; /* by slot of a variable: pointers may lead to its fields */
};

static struct shape shape_after(const struct facts *f, struct shape shape,
                                const struct path_step *s)
{
    return s->kind == STEP_FIELD ? facts_entity(f, s->field)->shape
                                 : (struct shape){.kind = shape.target};
}

struct shape place_shape(const struct facts *f, const struct function *fn, struct path_id id)
{
    const struct path *path = function_path(fn, id);
    const struct entity *own = fn->entity.i == FACTS_NONE ? NULL : facts_entity(f, fn->entity);
    struct shape shape = {.kind = SHAPE_UNKNOWN};
    if (path->root_kind == ROOT_GLOBAL)
        shape = facts_entity(f, (struct entity_id){path->root})->shape;
    else if (path->root_kind == ROOT_LOCAL)
        shape = fn->locals.at[path->root].shape;
    else if (path->root_kind == ROOT_PARAM && path->root < own->params.len)
        shape = own->params.at[path->root].shape;
    for (uint32_t i = 0; i < path->step_len; i++)
        shape = shape_after(f, shape, &fn->steps.at[path->first_step + i]);
    return shape;
}

static const struct object *object_of(const struct places *p, uint32_t whole, uint32_t step)
{
    struct object key = {.key = {whole, step}}, *found;
    HASH_FIND(hh, p->objects, &key.key, sizeof key.key, found);
    return found;
}

static const struct object *add_object(struct places *p, uint32_t whole, uint32_t step)
{
    struct object *o = arena_new_one(p->arena, struct object);
    *o = (struct object){.key = {whole, step}, .number = places_len(p)};
    p->object_len++;
    HASH_ADD(hh, p->objects, key, sizeof o->key, o);
    return o;
}

/* The object of a path that ends in a field which is in a global object itself, behind no pointer;
 * NULL: it is none. ADD those that are missing, if it is not NULL. */
static const struct object *find_object(const struct places *p, struct places *add,
                                        const struct facts *f, const struct function *fn,
                                        const struct path *path)
{
    const struct path_step *last = path_last(fn, path);
    const struct object *object = NULL;
    if (path->root_kind != ROOT_GLOBAL || !last || last->kind != STEP_FIELD)
        return NULL;
    struct shape shape = facts_entity(f, (struct entity_id){path->root})->shape;
    uint32_t whole = program_slot(f, (struct entity_id){path->root}).i;
    for (uint32_t i = 0; i < path->step_len; i++) {
        const struct path_step *s = &fn->steps.at[path->first_step + i];
        bool field = s->kind == STEP_FIELD && shape.kind == SHAPE_RECORD;
        bool element = s->kind == STEP_INDEX && s->index >= 0 && shape.kind == SHAPE_ARRAY;
        uint32_t step = field ? program_slot(f, s->field).i : ~(uint32_t)s->index;
        object = field || element ? object_of(p, whole, step) : NULL;
        if (!object && add && (field || element))
            object = add_object(add, whole, step);
        if (!object)
            return NULL;
        whole = object->number;
        shape = shape_after(f, shape, s);
    }
    return object;
}

static uint32_t slot_of(const struct facts *f, const struct function *fn, const struct path *p)
{
    for (uint32_t i = p->step_len; i-- > 0;) {
        const struct path_step *s = &fn->steps.at[p->first_step + i];
        if (s->kind == STEP_FIELD)
            return program_slot(f, s->field).i;
    }
    return p->root_kind == ROOT_GLOBAL ? program_slot(f, (struct entity_id){p->root}).i
                                       : FACTS_NONE;
}

/* ---- cells: of a slot all that is written to it, then what is not written to a known object, then
 * each known object ---- */

static uint32_t elsewhere(const struct places *p, uint32_t slot)
{
    return p->program->slots.len + slot;
}

uint32_t places_len(const struct places *p)
{
    return 2 * p->program->slots.len + p->object_len;
}

struct cells place_written(const struct places *p, const struct facts *f, const struct function *fn,
                           struct path_id id)
{
    const struct path *path = function_path(fn, id);
    uint32_t slot = slot_of(f, fn, path);
    const struct object *object = find_object(p, NULL, f, fn, path);
    if (slot == FACTS_NONE)
        return (struct cells){.len = 0};
    return (struct cells){{slot, object ? object->number : elsewhere(p, slot)}, 2};
}

struct cells place_read(const struct places *p, const struct facts *f, const struct function *fn,
                        struct path_id id)
{
    const struct path *path = function_path(fn, id);
    uint32_t slot = slot_of(f, fn, path);
    const struct object *object = find_object(p, NULL, f, fn, path);
    if (slot == FACTS_NONE)
        return (struct cells){.len = 0};
    if (!object)
        return (struct cells){{slot}, 1};
    bool shared = p->shared[program_slot(f, (struct entity_id){path->root}).i];
    return (struct cells){{object->number, elsewhere(p, slot)}, shared ? 2 : 1};
}

bool place_same(const struct node *a, struct path_id a_path, const struct node *b,
                struct path_id b_path)
{
    const struct path *x = function_path(a->body, a_path), *y = function_path(b->body, b_path);
    if (x->root_kind != ROOT_GLOBAL || y->root_kind != ROOT_GLOBAL || x->step_len != y->step_len ||
        program_slot(a->facts, (struct entity_id){x->root}).i !=
            program_slot(b->facts, (struct entity_id){y->root}).i)
        return false;
    for (uint32_t i = 0; i < x->step_len; i++) {
        const struct path_step *s = &a->body->steps.at[x->first_step + i],
                               *t = &b->body->steps.at[y->first_step + i];
        if (s->kind != t->kind || (s->kind == STEP_INDEX && s->index != t->index) ||
            (s->kind == STEP_FIELD &&
             program_slot(a->facts, s->field).i != program_slot(b->facts, t->field).i))
            return false;
    }
    return true;
}

struct digraph place_readers(const struct places *p, const struct bodies *b, struct arena *arena)
{
    VEC(struct row_entry) edges = {0};
    for (uint32_t n = 0; n < b->program->nodes.len; n++) {
        const struct node *node = &b->program->nodes.at[n];
        for (uint32_t i = 0; node->body && i < node->body->paths.len; i++) {
            struct cells c = place_read(p, node->facts, node->body, (struct path_id){i});
            for (uint32_t k = 0; k < c.len; k++)
                vec_push(arena, &edges, (struct row_entry){c.at[k], n});
        }
    }
    return graph_new(arena, places_len(p), edges.at, edges.len);
}

/* ---- finding the objects ---- */

static void share(struct places *p, const struct facts *f, const struct function *fn,
                  struct path_id id)
{
    const struct path *path = function_path(fn, id);
    if (path->root_kind != ROOT_GLOBAL)
        return;
    struct shape shape = place_shape(f, fn, id);
    if (shape.kind == SHAPE_RECORD || (shape.kind == SHAPE_ARRAY && shape.target == SHAPE_RECORD))
        p->shared[program_slot(f, (struct entity_id){path->root}).i] = true;
}

/* Addresses that are taken, objects that are assigned as a whole, elements that are not known. */
static void read_function(struct places *p, const struct facts *f, const struct function *fn)
{
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *path = &fn->paths.at[i];
        const struct path_step *last = path_last(fn, path);
        if (last && last->kind == STEP_FIELD && path->root_kind == ROOT_GLOBAL &&
            !find_object(p, p, f, fn, path))
            p->shared[program_slot(f, (struct entity_id){path->root}).i] = true;
    }
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_ADDRESS)
            share(p, f, fn, fn->values.at[i].path);
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_ASSIGN)
            share(p, f, fn, fn->events.at[i].assign.to);
}

struct places *places_new(const struct bodies *b)
{
    struct arena *arena = arena_new();
    struct places *p = arena_new_one(arena, struct places);
    *p = (struct places){.arena = arena, .program = b->program};
    p->shared = arena_new_array(arena, bool, b->program->slots.len + 1);
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        if (b->program->nodes.at[i].body)
            read_function(p, b->program->nodes.at[i].facts, b->program->nodes.at[i].body);
    for (uint32_t i = 0; i < b->program->units.len; i++)
        read_function(p, b->program->units.at[i], &b->program->units.at[i]->init);
    return p;
}

void places_free(struct places *p)
{
    HASH_CLEAR(hh, p->objects);
    arena_free(p->arena);
}
