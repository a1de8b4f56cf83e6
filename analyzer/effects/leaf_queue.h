/* Leaves that wait to be handed on to callers, the best first (leaf_better); of equal ones the one
 * that needs least of callers, then the one that waits longest. */
#ifndef EFFECTS_LEAF_QUEUE_H
#define EFFECTS_LEAF_QUEUE_H

#include "effects/leaf_set.h"

struct waiting_leaf {
    struct kept_leaf *kept;
    const struct leaf *leaf; /* as it was when it came; kept has another one: it is done */
    uint32_t member;         /* whose it is, as the caller counts */
    uint32_t needs;          /* how many */
    uint64_t number;
};

struct leaf_queue {
    VEC(struct waiting_leaf) at; /* a binary heap */
    uint64_t added;
};

/* KEPT of SET, which lives as long as the queue. */
void leaf_queue_add(struct leaf_queue *q, const struct leaf_set *set, struct kept_leaf *kept,
                    uint32_t member);
/* False: none waits. */
bool leaf_queue_take(struct leaf_queue *q, struct waiting_leaf *ret);

#endif
