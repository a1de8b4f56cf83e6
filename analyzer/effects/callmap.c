#include "effects/callmap.h"

struct callmap {
    struct arena *arena;
    VEC(struct call_edge) edges;
    uint32_t *out_first, *in_first; /* by node, one more at the end */
    const struct call_edge **out, **in;
};

static void add(struct callmap *m, struct node_id from, struct node_id to, uint32_t event,
                bool through_pointer)
{
    vec_push(m->arena, &m->edges, (struct call_edge){from, to, event, through_pointer});
}

static void add_call(struct callmap *m, const struct call *call)
{
    for (uint32_t i = 0; i < call->callees.len; i++)
        add(m, call->node, call->callees.at[i], call->event, false);
    for (uint32_t i = 0; i < call->targets.len; i++)
        add(m, call->node, call->targets.at[i].node, call->event, true);
}

static void add_live(struct callmap *m, const struct contexts *c, struct node_id n, uint32_t event)
{
    const struct call *call = calls_find(c->calls, n, event);
    if (call)
        add_call(m, call);
}

/* Rows by node, in the order of the edges. */
static void index_edges(struct callmap *m, uint32_t nodes, bool in, uint32_t **ret_first,
                        const struct call_edge ***ret_at)
{
    struct row_entry *all = arena_new_array(m->arena, struct row_entry, m->edges.len + 1);
    for (uint32_t i = 0; i < m->edges.len; i++)
        all[i] = (struct row_entry){in ? m->edges.at[i].to.i : m->edges.at[i].from.i, i};
    struct rows r = rows_new(m->arena, nodes, all, m->edges.len);
    *ret_at = arena_new_array(m->arena, const struct call_edge *, m->edges.len + 1);
    for (uint32_t i = 0; i < m->edges.len; i++)
        (*ret_at)[i] = &m->edges.at[r.at[i]];
    *ret_first = r.first;
}

struct callmap *callmap_new(const struct contexts *c)
{
    struct arena *arena = arena_new();
    struct callmap *m = arena_new_one(arena, struct callmap);
    m->arena = arena;
    uint32_t count = c->program->nodes.len;
    for (uint32_t i = 0; i < count; i++) {
        const struct body *b = &c->bodies->at[i];
        for (uint32_t k = 0; k < b->live.len; k++)
            add_live(m, c, (struct node_id){i}, b->live.at[k].event);
    }
    index_edges(m, count, false, &m->out_first, &m->out);
    index_edges(m, count, true, &m->in_first, &m->in);
    return m;
}

void callmap_free(struct callmap *m)
{
    if (m)
        arena_free(m->arena);
}

struct call_edges callmap_in(const struct callmap *m, struct node_id n)
{
    return (struct call_edges){m->in + m->in_first[n.i], m->in_first[n.i + 1] - m->in_first[n.i]};
}

struct call_edges callmap_out(const struct callmap *m, struct node_id n)
{
    return (struct call_edges){m->out + m->out_first[n.i],
                               m->out_first[n.i + 1] - m->out_first[n.i]};
}
