/* Who is to be asked again: a queue of numbers in which each is at most once. */
#ifndef ENGINE_QUEUE_H
#define ENGINE_QUEUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct queue {
    uint32_t *at; /* a ring */
    bool *waits;  /* by number */
    uint32_t first, len, room;
};

/* For numbers below ROOM. */
static inline struct queue queue_new(struct arena *a, uint32_t room)
{
    return (struct queue){.at = arena_new_array(a, uint32_t, room + 1),
                          .waits = arena_new_array(a, bool, room + 1),
                          .room = room};
}

static inline void queue_add(struct queue *q, uint32_t number)
{
    if (q->waits[number])
        return;
    q->waits[number] = true;
    q->at[(q->first + q->len++) % q->room] = number;
}

/* The one that waits longest; false: nobody does. */
static inline bool queue_take(struct queue *q, uint32_t *ret_number)
{
    if (!q->len)
        return false;
    *ret_number = q->at[q->first];
    q->first = (q->first + 1) % q->room;
    q->len--;
    q->waits[*ret_number] = false;
    return true;
}

#endif
