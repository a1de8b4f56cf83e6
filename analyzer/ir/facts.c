#include "ir/facts.h"

struct facts *facts_new_in(struct arena *a)
{
    struct facts *f = arena_new_one(a, struct facts);
    f->arena = a;
    f->init.entity.i = FACTS_NONE;
    vec_push(a, &f->init.blocks, (struct block){.term = TERM_RETURN});
    return f;
}

struct facts *facts_new(void)
{
    struct facts *f = facts_new_in(arena_new());
    f->owns_arena = true;
    return f;
}

void facts_free(struct facts *f)
{
    if (f && f->owns_arena)
        arena_free(f->arena);
}

static bool steps_equal(const struct path_step *a, const struct path_step *b, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (a[i].kind != b[i].kind || a[i].field.i != b[i].field.i || a[i].index != b[i].index)
            return false;
    return true;
}

static uint32_t path_hash(enum root_kind kind, uint32_t root, const struct path_step *steps,
                          uint32_t len)
{
    uint64_t h = (uint64_t)kind << 32 | root;
    for (uint32_t i = 0; i < len; i++) {
        h = (h ^ (h >> 29)) * 0x9e3779b97f4a7c15u;
        h += (uint64_t)steps[i].kind << 40 ^ (uint64_t)steps[i].field.i << 8 ^
             (uint64_t)steps[i].index;
    }
    return (uint32_t)((h * 0x9e3779b97f4a7c15u) >> 32);
}

/* The slot of the path, or the free one where it would be. */
static uint32_t path_slot(const struct function *fn, enum root_kind kind, uint32_t root,
                          const struct path_step *steps, uint32_t step_len)
{
    uint32_t at = path_hash(kind, root, steps, step_len) & (fn->path_slot_len - 1);
    for (; fn->path_slots[at]; at = (at + 1) & (fn->path_slot_len - 1)) {
        const struct path *p = &fn->paths.at[fn->path_slots[at] - 1];
        if (p->root_kind == kind && p->root == root && p->step_len == step_len &&
            steps_equal(step_len ? fn->steps.at + p->first_step : NULL, steps, step_len))
            break;
    }
    return at;
}

static void path_slots_grow(struct arena *a, struct function *fn)
{
    fn->path_slot_len = fn->path_slot_len ? fn->path_slot_len * 2 : 16;
    while (fn->path_slot_len < fn->paths.len * 2)
        fn->path_slot_len *= 2;
    fn->path_slots = arena_new_array(a, uint32_t, fn->path_slot_len);
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *p = &fn->paths.at[i];
        if (p->root_kind != ROOT_OTHER)
            fn->path_slots[path_slot(fn, p->root_kind, p->root,
                                     p->step_len ? fn->steps.at + p->first_step : NULL,
                                     p->step_len)] = i + 1;
    }
}

struct path_id function_root_path(const struct function *fn, enum root_kind kind, uint32_t root)
{
    uint32_t i = 0;
    while (i < fn->paths.len && (fn->paths.at[i].root_kind != kind ||
                                 fn->paths.at[i].root != root || fn->paths.at[i].step_len))
        i++;
    return (struct path_id){i < fn->paths.len ? i : FACTS_NONE};
}

struct path_id function_find_path(const struct function *fn, enum root_kind kind, uint32_t root,
                                  const struct path_step *steps, uint32_t step_len)
{
    if (kind == ROOT_OTHER || !fn->path_slot_len)
        return (struct path_id){FACTS_NONE};
    uint32_t found = fn->path_slots[path_slot(fn, kind, root, steps, step_len)];
    return (struct path_id){found ? found - 1 : FACTS_NONE};
}

struct path_id function_add_path(struct arena *a, struct function *fn, enum root_kind kind,
                                 uint32_t root, const struct path_step *steps, uint32_t step_len,
                                 struct str text)
{
    struct path_id known = function_find_path(fn, kind, root, steps, step_len);
    if (known.i != FACTS_NONE)
        return known;
    struct path p = {.root_kind = kind,
                     .root = root,
                     .first_step = fn->steps.len,
                     .step_len = step_len,
                     .text = text};
    for (uint32_t i = 0; i < step_len; i++)
        vec_push(a, &fn->steps, steps[i]);
    vec_push(a, &fn->paths, p);
    uint32_t id = fn->paths.len - 1;
    if (fn->paths.len * 2 > fn->path_slot_len)
        path_slots_grow(a, fn);
    else if (kind != ROOT_OTHER)
        fn->path_slots[path_slot(fn, kind, root, steps, step_len)] = id + 1;
    return (struct path_id){id};
}

bool function_value_has(const struct function *fn, struct value_id id,
                        bool (*holds)(const void *context, const struct value *v),
                        const void *context)
{
    const struct value *v = function_value(fn, id);
    if (holds(context, v))
        return true;
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        if (function_value_has(fn, fn->choices.at[v->first_choice + i], holds, context))
            return true;
    for (uint32_t i = 0; i < v->operand_len; i++)
        if (function_value_has(fn, fn->operands.at[v->first_operand + i], holds, context))
            return true;
    return false;
}

static bool is_path(const void *path, const struct value *v)
{
    return v->kind == VALUE_PATH && v->path.i == ((const struct path_id *)path)->i;
}

bool function_value_reads(const struct function *fn, struct value_id id, struct path_id path)
{
    return function_value_has(fn, id, is_path, &path);
}

struct value_id function_add_value(struct arena *a, struct function *fn, struct value v)
{
    vec_push(a, &fn->values, v);
    return (struct value_id){fn->values.len - 1};
}

bool path_same_steps(const struct function *fn, const struct path *a, const struct path *b,
                     uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        const struct path_step *x = &fn->steps.at[a->first_step + i],
                               *y = &fn->steps.at[b->first_step + i];
        if (x->kind != y->kind || x->field.i != y->field.i || x->index != y->index)
            return false;
    }
    return true;
}

bool path_begins(const struct function *fn, const struct path *a, const struct path *b)
{
    return a->root_kind == b->root_kind && a->root == b->root && a->step_len <= b->step_len &&
           path_same_steps(fn, a, b, a->step_len);
}
