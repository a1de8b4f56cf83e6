/* Code that only leads to the end of the process: which calls never return, with what they are
 * handed, and the blocks from which only such a call is reached. The part of link/body that finds
 * them; private to it, to link/live, link/back, and to who asks which blocks are doomed.
 */
#ifndef LINK_DOOMED_H
#define LINK_DOOMED_H

#include "link/body.h"

/* NEEDS, and what must be true for CALLEE to return with what it is handed. False: it does not, as
 * in `say(FATAL, "...")`. Round a circle of calls nobody asks: the answer would depend on where one
 * begins. */
bool doomed_returns_with(const struct bodies *b, const struct call *call, struct node_id callee,
                         struct needs needs, struct needs *ret);
/* Likewise of a call that a pack says returns only where some arguments are 0. */
bool doomed_returns_with_zero(const struct bodies *b, const struct call *call, struct needs needs,
                              struct needs *ret);
/* Does a call in block K of N end the process, so that no edge of K is ever taken? */
bool doomed_stops(const struct bodies *b, struct node_id n, const struct block *k);
/* Least fixpoint: a block is doomed when it ends in a call that never returns, all that follows is
 * doomed, or it is part of a wait for something before that. RET_DOOMED: by block. */
void doomed_find(const struct bodies *b, struct node_id n, bool *ret_doomed);

#endif
