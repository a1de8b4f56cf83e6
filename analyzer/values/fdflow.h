/* Descriptors inside one function: which variables and fields it is worth to follow, and what they
 * hold at each place of its control flow. Private to the tracking of descriptors; who asks includes
 * values/fdstate.h.
 */
#ifndef VALUES_FDFLOW_H
#define VALUES_FDFLOW_H

#include "values/fdeffect.h"

struct fd_bound { /* a callee's symbol, as its caller's arguments decide it */
    uint32_t symbol;
    struct fdcell cell;
};

struct fd_function {
    uint32_t *copies;   /* by path: one of all that are copied to each other */
    uint32_t *next;     /* by path: the next of all that hold the same descriptor, a ring */
    bool *set_anywhere; /* by path: made non-blocking by some call of the function */
    uint32_t *track;    /* by path: row of the table plus one, 0 not followed */
    uint32_t track_len;
    struct fdcell *in;      /* block by row: on entry */
    struct fd_bound *bound; /* by event */
    bool called;            /* directly, by somebody */
    uint32_t param_len;
    struct fdcell *params; /* join over all callers, no symbol */
    struct fdcell *outs;   /* by parameter: what is written through it */
    bool *fills;           /* by parameter: a pointer, through which a call writes a descriptor */
    struct fdcell result;
    uint32_t takes; /* the parameter whose pointee it returns (values/fdtaken.h); FACTS_NONE */
};

struct fd_cursor { /* a place in a function, and what is known there */
    struct node_id node;
    uint32_t block, position; /* before the block's event of this number */
    struct fdcell *state;
};

struct fdstates {
    struct arena *arena;
    const struct bodies *bodies;
    struct fdeffects *effects;
    struct fd_function *at; /* by node */
    const struct places *places;
    uint32_t *cells; /* of places: what all stores together put there */
    bool *stored;    /* by cell: there is such a store */
    struct fd_cursor *cursor;
};

/* What never changes while the answer is looked for. */
void fdflow_prepare(struct fdstates *f, struct node_id n);
/* Follow the function's descriptors through its body, into `in`. */
void fdflow_run(struct fdstates *f, struct node_id n);
/* STATE after EVENT. */
void fdflow_step(struct fdstates *f, struct node_id n, uint32_t event, struct fdcell *state);
/* What VALUE is where STATE holds. */
struct fdcell fdflow_value(struct fdstates *f, struct node_id n, const struct fdcell *state,
                           struct value_id value);
/* What its callee writes through argument K; empty: nothing is known. */
struct fdcell fdflow_out(struct fdstates *f, struct node_id n, const struct fdcell *state,
                         uint32_t event, uint32_t k);
/* The handle that the call EVENT attaches to a descriptor, and that; false: it attaches none. */
bool fdflow_attached(const struct fdstates *f, struct node_id n, uint32_t event,
                     struct path_id *ret_handle, struct value_id *ret_of);
/* Without symbol: all callers together. */
uint32_t fdflow_settle(const struct fdstates *f, struct node_id n, struct fdcell c);

#endif
