/* Accept loops: they wait for several listeners, and hand each client to a process or a thread, or
 * serve one after the other. They are no event loops: whom a client's turn keeps waiting has not
 * been accepted yet.
 *
 * Who keeps its clients waits for them, too. Where all that it waits for is written in the function
 * (contexts/waitset.h), only a client that is put where the set is taken from is kept: another goes
 * into a queue for the workers, or to the caller. */
#ifndef CONTEXTS_ACCEPTS_H
#define CONTEXTS_ACCEPTS_H

#include "contexts/waitset.h"

/* Does the call wait on one descriptor and make a socket from it? */
bool call_accepts(const struct call *call);
/* By node: does it accept, here or further down? In ARENA. */
const bool *accepts_below(struct arena *arena, const struct bodies *b);
/* Does LOOP of function N, which waits for SET, accept, keep nobody whom it accepted, and call no
 * handlers? Where it waits in a helper, HELPER is the event of that call, else FACTS_NONE: what is
 * accepted elsewhere is then one of several things that the helper may have waited for, so that the
 * helper itself must accept, and return the client. BELOW: accepts_below. */
bool accepts_only(const struct bodies *b, const bool *below, struct node_id n,
                  const struct loops *loops, uint32_t loop, uint32_t helper,
                  const struct wait_set *set, struct arena *scratch);

#endif
