/* What an event of a loop means for the question whether the loop only waits: does it nothing but
 * look, does it sleep, or does it work? The program's own functions do what is in them, at any
 * depth. Made by who asks. */
#ifndef CHECK_LOOP_DOING_H
#define CHECK_LOOP_DOING_H

#include "check/loop_finding.h"

enum doing { DOING_NOTHING, DOING_SLEEP, DOING_WORK };

struct doings;

/* WRITES must live as long. */
struct doings *doings_new(const struct contexts *c, struct writes *writes);
void doings_free(struct doings *d);
enum doing doings_of_event(struct doings *d, struct node_id n, uint32_t event);
/* The calls from EVENT of N, which sleeps, down to one that does so by itself: the shortest way.
 * Into ARENA. */
typedef VEC(const struct call *) call_path;
void doings_way_to_sleep(struct doings *d, struct arena *arena, struct node_id n, uint32_t event,
                         call_path *ret);

#endif
