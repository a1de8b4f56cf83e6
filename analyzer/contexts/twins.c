#include "contexts/twins.h"

/* Does the struct of slot A have a field of each name that the struct of B has? */
static bool has_fields_of(const struct program *p, const struct slot *a, const struct slot *b)
{
    for (uint32_t i = 0; i < p->slots.len; i++) {
        bool found = !p->slots.at[i].is_field || !str_eq(p->slots.at[i].record, b->record);
        for (uint32_t k = 0; k < p->slots.len && !found; k++)
            found = p->slots.at[k].is_field && str_eq(p->slots.at[k].record, a->record) &&
                    str_eq(p->slots.at[k].name, p->slots.at[i].name);
        if (!found)
            return false;
    }
    return true;
}

/* Fields of pointers to functions that look alike. */
static bool is_twin(const struct program *p, const struct slot *a, const struct slot *b)
{
    return b->is_field && b->record.i && str_eq(a->name, b->name) &&
           !str_eq(a->record, b->record) && b->entity->shape.callable && has_fields_of(p, a, b) &&
           has_fields_of(p, b, a);
}

/* The field through which the call runs what nobody stored there; false: it is no such call. */
static bool unknown_field(const struct contexts *c, const struct call *call,
                          struct slot_id *ret_slot)
{
    const struct event *e = &program_get(c->program, call->node)->body->events.at[call->event];
    if (call->targets.len || call->elsewhere || e->kind != EVENT_CALL ||
        e->call.callee_kind != CALLEE_PATH ||
        !flow_is_slot(c->flow, flow_path(c->flow, call->node, e->call.path), ret_slot))
        return false;
    const struct slot *s = &c->program->slots.at[ret_slot->i];
    return s->is_field && s->record.i && !calls_slot_elsewhere(c->calls, *ret_slot);
}

/* Is the function only called on the loop? */
static bool only_on_loop(const struct contexts *c, struct node_id n)
{
    const struct digraph *g = &c->calls->direct->needed;
    for (uint32_t i = g->first[n.i]; i < g->first[n.i + 1]; i++)
        if (!c->at[g->to[i]].bits)
            return false;
    return true;
}

uint8_t *twins_called(const struct contexts *c, struct arena *arena)
{
    uint8_t *called = arena_new_array(arena, uint8_t, c->program->slots.len + 1);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++) {
            const struct call *call = &c->calls->at[i].at[k];
            struct slot_id slot;
            if (!body_is_live(c->bodies, call->node, call->event) || !unknown_field(c, call, &slot))
                continue;
            if (!context_at(&c->at[i], call->event) || !only_on_loop(c, call->node))
                called[slot.i] = TWIN_ELSEWHERE_TOO;
            else if (called[slot.i] == TWIN_NOT_CALLED)
                called[slot.i] = TWIN_ON_LOOP;
        }
    return called;
}

void twins_find(const struct contexts *c, struct arena *arena, const uint8_t *called,
                const struct call *call, source_vec *ret_sources)
{
    const struct program *p = c->program;
    struct slot_id slot;
    if (!unknown_field(c, call, &slot) || called[slot.i] != TWIN_ON_LOOP)
        return;
    struct str type = program_get(p, call->node)->body->events.at[call->event].call.type;
    for (uint32_t i = 0; i < p->slots.len; i++) {
        source_vec all = {0};
        if (!is_twin(p, &p->slots.at[slot.i], &p->slots.at[i]))
            continue;
        flow_functions(c->flow, arena, flow_slot(c->flow, (struct slot_id){i}), &all);
        for (uint32_t k = 0; k < all.len; k++)
            if (str_eq(program_get(p, all.at[k]->function)->entity->type, type))
                vec_push(arena, ret_sources, all.at[k]);
    }
}
