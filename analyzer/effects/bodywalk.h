/* Walks (engine/walk.h) through the functions of a program: what the walker has to be told of one.
 *
 * Which events run, which calls change only what they are given or never return, and which
 * variables are static ones of the function. A function of a library knows nothing of the program's
 * records but what it is given, unless it lets other code of the program run: a task, a callback,
 * another round of the loop.
 */
#ifndef EFFECTS_BODYWALK_H
#define EFFECTS_BODYWALK_H

#include "engine/walk.h"
#include "link/body.h"

enum bodywalk_part {
    BODYWALK_LIVE, /* events that run in some context, and do not only lead to the process's end */
    BODYWALK_RETURNED, /* the same, and it is asked what the function returns */
    BODYWALK_GIVEN,    /* the same, and what its calls are given */
    BODYWALK_ALL,
};

/* Prepare for walks through function N, which has a body. */
void bodywalk_open(struct walk *w, struct arena *arena, const struct bodies *b, struct node_id n,
                   enum bodywalk_part part);

/* Signs of what the call returns where it does not fail: a pointer that is not null, a number that
 * is not negative. */
uint8_t bodywalk_success(const struct facts *f, const struct event_call *c);
/* The states behind the call START, which did not fail and returned RESULT, where what it was given
 * is there; with START FACTS_NONE that at the entry. In the arena of the walk. */
walk_states bodywalk_behind(struct walk *w, uint32_t start, uint8_t result);

#endif
