#include "contexts/twins.h"

#include <stdlib.h>

struct field {
    struct str record, name;
};

static int compare(struct str a, struct str b)
{
    return a.i < b.i ? -1 : a.i > b.i;
}

static int by_record(const void *a, const void *b)
{
    const struct field *x = a, *y = b;
    return str_eq(x->record, y->record) ? compare(x->name, y->name) : compare(x->record, y->record);
}

/* All fields of the program, those of one record together, in the order of their names. */
static void list_fields(const struct program *p, struct arena *arena, struct twins *t)
{
    t->fields = arena_new_array(arena, struct field, p->slots.len + 1);
    for (uint32_t i = 0; i < p->slots.len; i++)
        if (p->slots.at[i].is_field && p->slots.at[i].record.i)
            t->fields[t->field_len++] = (struct field){p->slots.at[i].record, p->slots.at[i].name};
    qsort(t->fields, t->field_len, sizeof *t->fields, by_record);
}

static const struct field *fields_of(const struct twins *t, struct str record, uint32_t *ret_len)
{
    uint32_t low = 0, high = t->field_len, end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(t->fields[middle].record, record) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < t->field_len && str_eq(t->fields[end].record, record);)
        end++;
    *ret_len = end - low;
    return t->fields + low;
}

static bool have_same_fields(const struct twins *t, struct str a, struct str b)
{
    uint32_t a_len, b_len, i = 0;
    const struct field *of_a = fields_of(t, a, &a_len), *of_b = fields_of(t, b, &b_len);
    while (i < a_len && i < b_len && str_eq(of_a[i].name, of_b[i].name))
        i++;
    return i == a_len && i == b_len;
}

/* Fields of pointers to functions that look alike. */
static bool is_twin(const struct twins *t, const struct slot *a, const struct slot *b)
{
    return b->is_field && b->record.i && str_eq(a->name, b->name) &&
           !str_eq(a->record, b->record) && b->entity->shape.callable &&
           have_same_fields(t, a->record, b->record);
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

/* Is the function only called on the loop? Who has a loop itself makes its calls there. */
static bool only_on_loop(const struct contexts *c, struct node_id n)
{
    if (c->at[n.i].loop)
        return true;
    const struct digraph *g = &c->calls->direct->needed;
    for (uint32_t i = g->first[n.i]; i < g->first[n.i + 1]; i++)
        if (!c->at[g->to[i]].bits)
            return false;
    return true;
}

/* Is it a function of a library that only others call? Nobody knows when. */
static bool is_for_others(const struct contexts *c, struct node_id n)
{
    const struct digraph *g = &c->calls->direct->needed;
    return g->first[n.i] == g->first[n.i + 1] && !c->at[n.i].bits && !c->at[n.i].at_start &&
           !program_get(c->program, n)->entity->internal;
}

struct twins twins_new(const struct contexts *c, struct arena *arena)
{
    struct twins t = {.called = arena_new_array(arena, uint8_t, c->program->slots.len + 1),
                      .casts = casts_new(c->calls, arena)};
    list_fields(c->program, arena, &t);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++) {
            const struct call *call = &c->calls->at[i].at[k];
            struct slot_id slot;
            if (!body_is_live(c->bodies, call->node, call->event) ||
                !unknown_field(c, call, &slot) || is_for_others(c, call->node))
                continue;
            if (!context_at(&c->at[i], call->event) || !only_on_loop(c, call->node))
                t.called[slot.i] = TWIN_ELSEWHERE_TOO;
            else if (t.called[slot.i] == TWIN_NOT_CALLED)
                t.called[slot.i] = TWIN_ON_LOOP;
        }
    return t;
}

void twins_find(const struct contexts *c, struct arena *arena, const struct twins *t,
                const struct call *call, source_vec *ret_sources)
{
    const struct program *p = c->program;
    struct slot_id slot;
    if (!unknown_field(c, call, &slot) || t->called[slot.i] != TWIN_ON_LOOP)
        return;
    struct str type = program_get(p, call->node)->body->events.at[call->event].call.type;
    uint32_t len;
    const uint32_t *alike = casts_namesakes(t->casts, &p->slots.at[slot.i], &len);
    for (uint32_t i = 0; i < len; i++) {
        source_vec all = {0};
        bool cast = casts_meet(t->casts, &p->slots.at[slot.i], &p->slots.at[alike[i]]);
        if (!cast && !is_twin(t, &p->slots.at[slot.i], &p->slots.at[alike[i]]))
            continue;
        flow_functions(c->flow, arena, flow_slot(c->flow, (struct slot_id){alike[i]}), &all);
        for (uint32_t k = 0; k < all.len; k++)
            if (cast || str_eq(program_get(p, all.at[k]->function)->entity->type, type))
                vec_push(arena, ret_sources, all.at[k]);
    }
}
