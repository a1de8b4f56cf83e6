#include "engine/solve.h"

#include <stdlib.h>

struct digraph graph_new(struct arena *arena, uint32_t len, const struct row_entry *edges,
                         uint32_t edge_len)
{
    struct rows r = rows_new(arena, len, edges, edge_len);
    return (struct digraph){.len = len, .first = r.first, .to = r.at};
}

struct digraph graph_reverse(struct arena *arena, const struct digraph *g)
{
    uint32_t edge_len = g->first[g->len];
    struct arena *scratch = arena_new();
    struct row_entry *edges = arena_new_array(scratch, struct row_entry, (size_t)edge_len + 1);
    for (uint32_t i = 0; i < g->len; i++)
        for (uint32_t k = g->first[i]; k < g->first[i + 1]; k++)
            edges[k] = (struct row_entry){g->to[k], i};
    struct digraph reverse = graph_new(arena, g->len, edges, edge_len);
    arena_free(scratch);
    return reverse;
}

/* ---- components ----
 * Source: R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972),
 * without recursion. A component is complete when all that it needs is: so they come in order. */

struct search {
    struct solver *s;
    uint32_t *index, *low; /* by node; index plus one, 0: not seen */
    uint32_t *next;        /* by node: the edge to look at next */
    uint32_t *path, path_len;
    uint32_t *open, open_len; /* nodes of components that are not complete */
    uint32_t seen, order_len;
};

static void enter(struct search *x, uint32_t node)
{
    x->index[node] = x->low[node] = ++x->seen;
    x->next[node] = x->s->needs.first[node];
    x->path[x->path_len++] = node;
    x->open[x->open_len++] = node;
}

/* NODE is the first of its component that was entered: all on the stack above it belong to it. The
 * last entered come first, so that inside a component callees tend to come before callers. */
static void complete(struct search *x, uint32_t node)
{
    struct solver *s = x->s;
    s->component_first[s->component_len] = x->order_len;
    for (bool last = false; !last;) {
        uint32_t one = x->open[--x->open_len];
        s->component[one] = s->component_len;
        s->order[x->order_len++] = one;
        last = one == node;
    }
    s->component_len++;
}

static void leave(struct search *x)
{
    uint32_t node = x->path[--x->path_len];
    if (x->low[node] == x->index[node])
        complete(x, node);
    if (!x->path_len)
        return;
    uint32_t parent = x->path[x->path_len - 1];
    if (x->low[node] < x->low[parent])
        x->low[parent] = x->low[node];
}

static void search_from(struct search *x, uint32_t root)
{
    const struct digraph *g = &x->s->needs;
    enter(x, root);
    while (x->path_len) {
        uint32_t node = x->path[x->path_len - 1];
        if (x->next[node] == g->first[node + 1]) {
            leave(x);
            continue;
        }
        uint32_t to = g->to[x->next[node]++];
        if (!x->index[to])
            enter(x, to);
        else if (x->s->component[to] == UINT32_MAX && x->index[to] < x->low[node])
            x->low[node] = x->index[to];
    }
}

struct solver *solver_new(struct arena *arena, struct digraph g)
{
    struct solver *s = arena_new_one(arena, struct solver);
    struct arena *scratch = arena_new();
    struct search x = {.s = s};
    size_t len = g.len;
    *s = (struct solver){.needs = g, .needed = graph_reverse(arena, &g)};
    s->component_first = arena_new_array(arena, uint32_t, len + 1);
    s->order = arena_new_array(arena, uint32_t, len);
    s->component = arena_new_array(arena, uint32_t, len);
    x.index = arena_new_array(scratch, uint32_t, len);
    x.low = arena_new_array(scratch, uint32_t, len);
    x.next = arena_new_array(scratch, uint32_t, len);
    x.path = arena_new_array(scratch, uint32_t, len);
    x.open = arena_new_array(scratch, uint32_t, len);
    for (uint32_t i = 0; i < g.len; i++)
        s->component[i] = UINT32_MAX;
    for (uint32_t i = 0; i < g.len; i++)
        if (!x.index[i])
            search_from(&x, i);
    s->component_first[s->component_len] = x.order_len;
    arena_free(scratch);
    return s;
}

/* ---- solving ---- */

/* Whoever needs NODE in its component is asked again. */
static bool mark_dependents(const struct solver *s, uint32_t node, bool *dirty)
{
    bool any = false;
    for (uint32_t k = s->needed.first[node]; k < s->needed.first[node + 1]; k++) {
        uint32_t by = s->needed.to[k];
        if (s->component[by] != s->component[node])
            continue;
        any = dirty[by] = true;
    }
    return any;
}

uint64_t solve(const struct solver *s, solve_step *step, void *context)
{
    struct arena *scratch = arena_new();
    bool *dirty = arena_new_array(scratch, bool, (size_t)s->needs.len + 1);
    uint64_t steps = 0;
    for (uint32_t c = 0; c < s->component_len; c++) {
        const uint32_t *at = s->order + s->component_first[c],
                       *end = s->order + s->component_first[c + 1];
        for (const uint32_t *n = at; n < end; n++)
            dirty[*n] = true;
        for (bool again = true; again;) {
            again = false;
            for (const uint32_t *n = at; n < end; n++) {
                if (!dirty[*n])
                    continue;
                dirty[*n] = false;
                steps++;
                if (step(context, *n))
                    again |= mark_dependents(s, *n, dirty);
            }
        }
    }
    arena_free(scratch);
    return steps;
}
