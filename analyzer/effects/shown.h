/* Descriptors that a loop of the program's own has seen to be ready: it asks what its wait filled
 * in, `if (fds[i].revents & POLLIN)`, `if (FD_ISSET(fd, &set))`, or takes the descriptor out of
 * there, `events[i].data.fd`. The first read behind that takes what is there and does not wait; so
 * does that of a function which reads the same variable of the program.
 *
 * Packs say where a wait shows what is ready (waits_many: `shows`, `tests`, `ready`). An object
 * whose address stands there has one descriptor, a field of its own: who registers an object for
 * two tells them apart by other means, and is not understood.
 */
#ifndef EFFECTS_SHOWN_H
#define EFFECTS_SHOWN_H

#include "effects/ready.h"

/* Is FD, a value of N or of a function that the call EVENT of N calls, shown to be ready on every
 * way to EVENT, and not read since? SCRATCH is for the search. */
bool shown_ready(struct ready *r, struct arena *scratch, struct node_id n, uint32_t event,
                 struct ready_fd fd);
/* Is N only called through pointers, and FD, as it knows it, shown to be ready at each such call,
 * and not read since: `c->handler(c)`, of what the wait has filled in? */
bool shown_to_callee(struct ready *r, struct arena *scratch, struct node_id n, struct ready_fd fd);

#endif
