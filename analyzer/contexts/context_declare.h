/* The part of contexts that finds functions which are async by declaration. Private to context*.c.
 */
#ifndef CONTEXTS_CONTEXT_DECLARE_H
#define CONTEXTS_CONTEXT_DECLARE_H

#include "contexts/context.h"

struct declare {
    struct contexts *contexts;
    const struct aval_context *values;
    const struct roles *roles;
    struct arena *scratch;
};

/* FUNCTION runs on the loop or in a coroutine because of WHY at LOC. Keeps the most certain reason.
 * True if new. */
bool declare_one(struct contexts *c, struct node_id function, uint8_t bits,
                 enum certainty certainty, const char *why, struct loc loc, struct str pack,
                 struct program_set programs);
/* Marks, names, body macros. */
void declare_marked(struct declare *d);
/* Arguments of registrars and spawns, annotated parameters. */
void declare_registered(struct declare *d);
/* Functions that begin on a stack of their own. */
void declare_begun(struct declare *d);
/* Event loops of the program's own; after all others that declare. */
void declare_loops(struct declare *d);
/* Functions that are handed to threads: off_loop. */
void declare_offloaded(struct declare *d);
/* Functions that say of themselves that they run in a coroutine, `assert(in_coroutine())`, and of
 * which nothing else does; after contexts are spread. True: some do. */
bool declare_asserted(struct contexts *c);
/* Fields and variables. */
void declare_stored(struct declare *d);

#endif
