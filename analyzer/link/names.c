#include "link/names.h"

static void count(uint32_t *named, const struct facts *f, const struct function *fn)
{
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_FUNCTION)
            named[program_node(f, fn->values.at[i].function).i]++;
}

uint32_t *names_count(struct arena *a, const struct program *p)
{
    uint32_t *named = arena_new_array(a, uint32_t, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            count(named, p->nodes.at[i].facts, p->nodes.at[i].body);
    for (uint32_t i = 0; i < p->units.len; i++) {
        const struct facts *f = p->units.at[i];
        count(named, f, &f->init);
        for (uint32_t k = 0; k < f->taken.len; k++)
            named[program_node(f, f->taken.at[k].function).i]++;
    }
    return named;
}
