#include "ir/facts.h"

struct facts *facts_new(void)
{
    struct arena *a = arena_new();
    struct facts *f = arena_new_one(a, struct facts);
    f->arena = a;
    f->init.entity.i = FACTS_NONE;
    vec_push(a, &f->init.blocks, (struct block){.term = TERM_RETURN});
    return f;
}

void facts_free(struct facts *f)
{
    if (f)
        arena_free(f->arena);
}

static bool steps_equal(const struct path_step *a, const struct path_step *b, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (a[i].kind != b[i].kind || a[i].field.i != b[i].field.i || a[i].index != b[i].index)
            return false;
    return true;
}

struct path_id function_add_path(struct arena *a, struct function *fn, enum root_kind kind, uint32_t root,
                                 const struct path_step *steps, uint32_t step_len, struct str text)
{
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *p = &fn->paths.at[i];
        if (p->root_kind == kind && p->root == root && p->step_len == step_len && kind != ROOT_OTHER &&
            steps_equal(fn->steps.at + p->first_step, steps, step_len))
            return (struct path_id){i};
    }
    struct path p = {.root_kind = kind, .root = root, .first_step = fn->steps.len, .step_len = step_len, .text = text};
    for (uint32_t i = 0; i < step_len; i++)
        vec_push(a, &fn->steps, steps[i]);
    vec_push(a, &fn->paths, p);
    return (struct path_id){fn->paths.len - 1};
}

struct value_id function_add_value(struct arena *a, struct function *fn, struct value v)
{
    vec_push(a, &fn->values, v);
    return (struct value_id){fn->values.len - 1};
}
