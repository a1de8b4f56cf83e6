/* Which events of a function run at all, in which contexts, and what that asks of its parameters:
 * where only a call that never returns leads on, in the child after fork, and where a guard says
 * that this is neither loop nor coroutine, nothing runs. The part of link/body that fills in what
 * is live; private to it.
 */
#ifndef LINK_LIVE_H
#define LINK_LIVE_H

#include "link/body.h"

void live_find(struct bodies *b);

#endif
