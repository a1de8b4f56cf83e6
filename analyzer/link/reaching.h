/* The term that a value is where it is used: through local variables and fields, by the stores that
 * reach the use, and through what functions return. Where branches decide which of several stores
 * it is, the term is a choice by the branches' conditions: `flags = 0; if (nonblocking) flags =
 * WNOHANG; waitpid(p, &s, flags);`. A field that is not stored to in between holds at two places
 * the same: `if (r->buf) load(r->buf);`.
 *
 * Exact where it says something: what cannot be told is TERM_UNKNOWN. Looks at one function's body;
 * what it finds is remembered with the body.
 */
#ifndef LINK_REACHING_H
#define LINK_REACHING_H

#include "link/back.h"

/* VALUE, an argument or whatever the event uses. */
struct term_id reaching_term_at(const struct bodies *b, struct node_id n, uint32_t event,
                                struct value_id value);
/* What PATH, a place of the function, holds before the event. */
struct term_id reaching_held_at(const struct bodies *b, struct node_id n, uint32_t event,
                                struct path_id path);
/* Is what PATH holds after the call EVENT what it held before, or not known at all? What others
 * have too is taken to hold what was stored: see link/members.h. */
bool reaching_keeps(const struct bodies *b, struct node_id n, uint32_t event, struct path_id path);
/* What must be true for edge number E of the block to be taken; of a loop also the first time. */
struct term_id reaching_edge(const struct bodies *b, struct node_id n, uint32_t block, uint32_t e);
/* What must be true for a block to which several lead to be reached at all, beside what its
 * dominator needs: `if (op == SYNC || op == FLUSH)`. */
struct term_id reaching_way(const struct bodies *b, struct node_id n, uint32_t block);

#endif
