#include "contexts/rounds.h"

/* Does the event nothing that the function is to do after a call? */
static bool does_nothing(const struct event *e)
{
    return e->kind == EVENT_RETURN || e->kind == EVENT_SCOPE_END;
}

/* Does the function only return after the event? */
static bool is_last(const struct body *body, const struct function *fn, uint32_t event)
{
    uint32_t block = body->block_of[event] - 1, from = body->position_of[event] + 1;
    for (uint32_t i = 0; i <= fn->blocks.len; i++, from = 0) { /* an endless loop does not return */
        const struct block *k = &fn->blocks.at[block];
        for (uint32_t e = from; e < k->events.len; e++)
            if (!does_nothing(&fn->events.at[k->events.at[e].i]))
                return false;
        if (k->term != TERM_GOTO)
            return k->term == TERM_RETURN;
        block = fn->edges.at[k->first_edge].to.i;
    }
    return false;
}

struct solver *rounds_find(const struct bodies *b, struct arena *arena)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) edges = {0};
    uint32_t len = b->program->nodes.len;
    for (uint32_t i = 0; i < len; i++)
        for (uint32_t c = 0; c < b->calls->at[i].len; c++) {
            const struct call *call = &b->calls->at[i].at[c];
            struct node_id n = {i};
            if (!body_is_live(b, n, call->event) ||
                !is_last(&b->at[i], b->program->nodes.at[i].body, call->event))
                continue;
            for (uint32_t k = 0; k < call->callees.len; k++)
                vec_push(scratch, &edges, (struct row_entry){i, call->callees.at[k].i});
            for (uint32_t k = 0; k < call->targets.len; k++)
                if (call->targets.at[k].handed_to.i == FACTS_NONE)
                    vec_push(scratch, &edges, (struct row_entry){i, call->targets.at[k].node.i});
        }
    struct digraph g = graph_new(arena, len, edges.at, edges.len);
    arena_free(scratch);
    return solver_new(arena, g);
}

bool rounds_repeat(const struct solver *rounds, uint32_t component)
{
    uint32_t first = rounds->component_first[component], node = rounds->order[first];
    const struct digraph *g = &rounds->needs;
    bool itself = false;
    for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++)
        itself |= g->to[i] == node;
    return itself || rounds->component_first[component + 1] - first > 1;
}
