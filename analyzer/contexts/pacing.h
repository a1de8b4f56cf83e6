/* What paces the rounds of a loop around a wait: how it goes on where the wait brought something or
 * nothing, and whether its condition goes through data. Of one function; private to
 * contexts/evloop. */
#ifndef CONTEXTS_PACING_H
#define CONTEXTS_PACING_H

#include "ir/order.h"
#include "link/program.h"

struct pacing {
    const struct node *node;
    const struct loops *loops;
    const uint32_t *block; /* by event */
    const bool *is_wait;   /* by event */
    struct arena *scratch;
    const struct function *fn; /* of the node */
};

/* May the call WAIT come again inside of LOOP, after it has returned RESULT? */
bool pacing_comes_again(const struct pacing *s, uint32_t wait, uint32_t loop, int64_t result);

/* Does the loop go through data, one by one? Then its rounds are paced by that, and a wait
 * somewhere below is for one piece of it. */
bool pacing_by_data(const struct pacing *s, uint32_t loop);

/* Is the loop left after a round in which something came, as a count says that each round begins
 * anew? Then it hands back to its caller between two waits, though it goes on where nothing came.
 */
bool pacing_hands_back(const struct pacing *s, uint32_t loop);

#endif
