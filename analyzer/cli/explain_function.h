/* What `nostall explain FUNCTION` says of a function, as text. */
#ifndef CLI_EXPLAIN_FUNCTION_H
#define CLI_EXPLAIN_FUNCTION_H

#include "cli/run.h"
#include "effects/callmap.h"

struct explain {
    const struct run *run;
    const struct callmap *calls;
    const struct summaries *library; /* paths through pointers too */
    struct arena *scratch;
    FILE *out;
};

/* Its calling mode, where it runs and why, what it blocks and suspends on and by which paths, and
 * the async code that calls it. */
void explain_function(const struct explain *x, struct node_id n);

#endif
