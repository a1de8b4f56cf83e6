/* One solver for all that is found bottom-up: what a function does follows from what those that it
 * needs do, and these may need each other.
 *
 * Strongly connected components are taken in order, those that others need first; inside one a
 * worklist runs until nothing changes. So an answer never depends on the order of definitions, and
 * no number of rounds decides it. Built by link/calls for the graph of calls; used by every pass
 * that iterates over functions. Knows numbers only: no rule, no fact, no check.
 */
#ifndef ENGINE_SOLVE_H
#define ENGINE_SOLVE_H

#include "base/rows.h"

#include <stdbool.h>
#include <stdint.h>

/* Edges in rows: NODE needs to[first[NODE]] to to[first[NODE + 1] - 1]. */
struct digraph {
    uint32_t len; /* nodes */
    const uint32_t *first, *to;
};

/* Each edge: a node, and one that it needs. */
struct digraph graph_new(struct arena *arena, uint32_t len, const struct row_entry *edges,
                         uint32_t edge_len);
/* The same edges the other way round. */
struct digraph graph_reverse(struct arena *arena, const struct digraph *g);

/* The components of a graph. */
struct solver {
    struct digraph needs, needed; /* the graph, and its reverse */
    uint32_t component_len;
    uint32_t *component_first; /* by component, one more at the end: into order */
    uint32_t *order;           /* nodes, components in the order in which they are solved */
    uint32_t *component;       /* by node */
};

/* G lives as long as the solver, which is in ARENA. */
struct solver *solver_new(struct arena *arena, struct digraph g);

/* Answers NODE anew from what the nodes that it needs say; true: the answer is another than before.
 * Answers must only ever grow in an order without endless chains. */
typedef bool solve_step(void *context, uint32_t node);

/* Answer all nodes, until nothing changes. Returns the number of steps taken. */
uint64_t solve(const struct solver *s, solve_step *step, void *context);

#endif
