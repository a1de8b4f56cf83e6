/* Which events of a function run at all, in which contexts, and what that asks of its parameters:
 * where only a call that never returns leads on, in the child after fork, and where a guard says
 * that this is neither loop nor coroutine, nothing runs. The part of link/body that fills in what
 * is live; private to it, but for the questions what runs on other threads, which blocks stop and
 * which are doomed.
 */
#ifndef LINK_LIVE_H
#define LINK_LIVE_H

#include "link/body.h"

void live_find(struct bodies *b);
/* Does a call in block K of N end the process, so that no edge of K is ever taken? */
bool live_stops(const struct bodies *b, struct node_id n, const struct block *k);
/* By block: does only a call that ends the process follow? In ARENA. */
bool *live_doomed(const struct bodies *b, struct arena *arena, struct node_id n);
/* By block: can it run on a thread that runs neither loop nor coroutine, so that no guard which
 * says that it does is in the way? In ARENA. */
bool *live_elsewhere(const struct bodies *b, struct arena *arena, struct node_id n);

#endif
