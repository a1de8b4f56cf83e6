#include "link/constants.h"

const struct constant *constants_find(struct arena *a, const struct program *p)
{
    struct constant *all = arena_new_array(a, struct constant, p->slots.len + 1);
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        for (uint32_t i = 0; i < f->init.events.len; i++) {
            const struct event *e = &f->init.events.at[i];
            if (e->kind != EVENT_ASSIGN)
                continue;
            const struct path *to = function_path(&f->init, e->assign.to);
            struct entity_id entity = {to->root};
            if (to->root_kind != ROOT_GLOBAL || !facts_entity(f, entity)->shape.is_const)
                continue;
            struct constant *c = &all[program_slot(f, entity).i];
            const struct value *v = function_value(&f->init, e->assign.from);
            if (!to->step_len) {
                c->init = &f->init;
                c->value = e->assign.from;
                continue;
            }
            c->unit = f;
            c->entity = entity;
            if (v->kind == VALUE_INT && v->number == 0)
                c->zeros++;
            else
                c->others++;
        }
    }
    return all;
}
