/* Accept loops: they wait for several listeners, and hand each client to a process or a thread, or
 * serve one after the other. They are no event loops: whom a client's turn keeps waiting has not
 * been accepted yet. */
#ifndef CONTEXTS_ACCEPTS_H
#define CONTEXTS_ACCEPTS_H

#include "ir/order.h"
#include "link/body.h"

/* Does LOOP of function N accept, keep nobody whom it accepted, and call no handlers? A loop that
 * keeps its clients waits for them, too. */
bool accepts_only(const struct bodies *b, struct node_id n, const struct loops *loops,
                  uint32_t loop, struct arena *scratch);

#endif
