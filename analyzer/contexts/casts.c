#include "contexts/casts.h"

#include <ctype.h>
#include <string.h>

struct casts {
    struct program *program;
    struct arena *arena;
    uint32_t *same;      /* by struct: another that is taken for it, or itself */
    struct str *records; /* by type as it is written: a struct; empty: not known */
    struct rows named;   /* by string: the fields of pointers to functions that are called so */
};

static uint32_t first_of(const struct casts *c, uint32_t record)
{
    while (c->same[record] != record)
        record = c->same[record] = c->same[c->same[record]];
    return record;
}

static void join(struct casts *c, struct str a, struct str b)
{
    if (a.i && b.i)
        c->same[first_of(c, a.i)] = first_of(c, b.i);
}

/* ---- what types are called ---- */

/* The type of what the path without its last LESS steps is, as it is written; NULL: not known. */
static const struct str *type_at(const struct node *node, const struct path *path, uint32_t less,
                                 const struct shape **ret_shape)
{
    const struct function *fn = node->body;
    const struct entity *e;
    if (less < path->step_len) {
        const struct path_step *step = &fn->steps.at[path->first_step + path->step_len - less - 1];
        if (step->kind != STEP_FIELD)
            return NULL;
        e = facts_entity(node->facts, step->field);
    } else if (path->root_kind == ROOT_LOCAL) {
        *ret_shape = &fn->locals.at[path->root].shape;
        return &fn->locals.at[path->root].type;
    } else if (path->root_kind == ROOT_PARAM) {
        *ret_shape = &node->entity->params.at[path->root].shape;
        return &node->entity->params.at[path->root].type;
    } else if (path->root_kind == ROOT_GLOBAL) {
        e = facts_entity(node->facts, (struct entity_id){path->root});
    } else {
        return NULL;
    }
    *ret_shape = &e->shape;
    return &e->type;
}

/* A type is written in many ways: each is the struct of the fields that are reached through it,
 * with a cast or without. */
static void learn_types(struct casts *c, const struct node *node)
{
    const struct function *fn = node->body;
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *path = &fn->paths.at[i];
        for (uint32_t k = 0; k < path->step_len; k++) {
            const struct path_step *step = &fn->steps.at[path->first_step + k];
            const struct shape *shape;
            const struct str *type = type_at(node, path, path->step_len - k, &shape);
            if (!type || step->kind != STEP_FIELD)
                continue;
            struct str record = facts_entity(node->facts, step->field)->record;
            join(c, c->records[type->i], record);
            c->records[type->i] = record;
        }
    }
}

/* The struct that a type with its tag names; empty: none. */
static struct str tag_of(const struct casts *c, const char *type)
{
    static const char begin[] = "struct ";
    const char *tag = strstr(type, begin);
    if (!tag)
        return (struct str){0};
    tag += sizeof begin - 1;
    return str_find(c->program->strs, arena_printf(c->arena, "%.*s", (int)strcspn(tag, " *"), tag));
}

static struct str record_of(const struct casts *c, struct str type, struct shape shape)
{
    if (shape.kind != SHAPE_POINTER || shape.target != SHAPE_RECORD)
        return (struct str){0};
    return c->records[type.i].i ? c->records[type.i] : tag_of(c, program_text(c->program, type));
}

static struct str record_of_path(const struct casts *c, const struct node *node, struct path_id id)
{
    const struct shape *shape;
    const struct str *type = type_at(node, function_path(node->body, id), 0, &shape);
    return type ? record_of(c, *type, *shape) : (struct str){0};
}

/* ---- casts ---- */

static void add(struct casts *c, const struct node *node, struct value_id from, struct str to)
{
    const struct value *v = function_value(node->body, from);
    if (v->kind == VALUE_PATH)
        join(c, record_of_path(c, node, v->path), to);
}

static void add_event(struct casts *c, const struct node *node, const struct event *e)
{
    const struct function *fn = node->body;
    if (e->kind == EVENT_ASSIGN)
        add(c, node, e->assign.from, record_of_path(c, node, e->assign.to));
    if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_DIRECT)
        return;
    const struct entity *to = facts_entity(node->facts, e->call.function);
    for (uint32_t i = 0; i < e->call.arg_len && i < to->params.len; i++)
        add(c, node, fn->args.at[e->call.first_arg + i],
            record_of(c, to->params.at[i].type, to->params.at[i].shape));
}

static struct rows list_named(const struct program *p, struct arena *arena)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) all = {0};
    for (uint32_t i = 0; i < p->slots.len; i++)
        if (p->slots.at[i].is_field && p->slots.at[i].entity->shape.callable)
            vec_push(scratch, &all, (struct row_entry){p->slots.at[i].name.i, i});
    struct rows named = rows_new(arena, strs_count(p->strs) + 1, all.at, all.len);
    arena_free(scratch);
    return named;
}

const uint32_t *casts_namesakes(const struct casts *c, const struct slot *s, uint32_t *ret_len)
{
    *ret_len = c->named.first[s->name.i + 1] - c->named.first[s->name.i];
    return c->named.at + c->named.first[s->name.i];
}

struct casts *casts_new(const struct calls *calls, struct arena *arena)
{
    struct casts *c = arena_new_one(arena, struct casts);
    c->program = calls->program;
    c->arena = arena;
    uint32_t len = strs_count(c->program->strs) + 1;
    c->records = arena_new_array(arena, struct str, len);
    c->same = arena_new_array(arena, uint32_t, len);
    for (uint32_t i = 0; i < len; i++)
        c->same[i] = i;
    c->named = list_named(c->program, arena);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (c->program->nodes.at[i].body)
            learn_types(c, &c->program->nodes.at[i]);
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct node *node = &c->program->nodes.at[i];
        for (uint32_t k = 0; node->body && k < node->body->events.len; k++)
            add_event(c, node, &node->body->events.at[k]);
    }
    return c;
}

/* ---- fields ---- */

/* Behind the struct's name, where TYPE names it; else NULL. */
static const char *behind(const char *type, const char *record)
{
    size_t len = strlen(record);
    return !strncmp(type, record, len) && !isalnum((unsigned char)type[len]) && type[len] != '_'
               ? type + len
               : NULL;
}

/* Are the types the same, but that where the one names struct X the other may name struct Y? */
static bool are_alike(const char *of_x, const char *of_y, const char *x, const char *y)
{
    for (bool begins = true; *of_x && *of_y;) {
        const char *next_x = begins ? behind(of_x, x) : NULL,
                   *next_y = begins ? behind(of_y, y) : NULL;
        if (next_x && next_y) {
            of_x = next_x;
            of_y = next_y;
            begins = false;
            continue;
        }
        if (*of_x != *of_y)
            return false;
        begins = !isalnum((unsigned char)*of_x) && *of_x != '_';
        of_x++;
        of_y++;
    }
    return !*of_x && !*of_y;
}

bool casts_meet(const struct casts *c, const struct slot *a, const struct slot *b)
{
    const struct program *p = c->program;
    return a->is_field && b->is_field && a->record.i && b->record.i && str_eq(a->name, b->name) &&
           !str_eq(a->record, b->record) && a->entity->shape.callable &&
           b->entity->shape.callable && first_of(c, a->record.i) == first_of(c, b->record.i) &&
           are_alike(program_text(p, a->entity->type), program_text(p, b->entity->type),
                     program_text(p, a->record), program_text(p, b->record));
}
