/* The picture of `nostall graph FUNCTION`: down to what blocks or suspends, up to the async code
 * that reaches it. */
#ifndef CLI_GRAPH_FUNCTION_H
#define CLI_GRAPH_FUNCTION_H

#include "cli/run.h"
#include "effects/callmap.h"
#include "report/dot.h"

#define GRAPH_FAN_MAX 12  /* callers, and calls, of the function that are drawn */
#define GRAPH_NODE_MAX 40 /* functions that are drawn on each side, about */

/* LIBRARY: paths through pointers too. The picture lives in ARENA. */
struct picture graph_function(const struct run *r, const struct callmap *calls,
                              const struct summaries *library, struct arena *arena,
                              struct node_id n);

#endif
