/* The term that a value is where it is used: through local variables, by the stores that reach the
 * use. Where two stores reach it and a branch decides which, the term is a choice by the branch's
 * condition: `flags = 0; if (nonblocking) flags = WNOHANG; waitpid(p, &s, flags);`.
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
/* What must be true for edge number E of the block to be taken. */
struct term_id reaching_edge(const struct bodies *b, struct node_id n, uint32_t block, uint32_t e);

#endif
