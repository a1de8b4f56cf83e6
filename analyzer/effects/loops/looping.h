/* What ends a loop: what the conditions at its exits read, and who changes that.
 *
 * Made for one loop of a function at a time, in the arena that it is given.
 */
#ifndef EFFECTS_LOOPS_LOOPING_H
#define EFFECTS_LOOPS_LOOPING_H

#include "effects/loops/writes.h"
#include "ir/order.h"

/* What a condition in the loop depends on, weakest first: of several parts of a condition the
 * greatest counts. */
enum read_kind {
    READ_NOTHING, /* nothing that changes while the loop runs */
    READ_STATE,   /* a field, a variable that others see, a function that only looks; the loop does
                     not change it */
    READ_HANDED,  /* the same, but the loop hands it to a function that is not seen */
    READ_UNKNOWN, /* an expression or a call through a pointer that is not understood */
    READ_OPERATION, /* what a call achieved */
    READ_STEP,      /* what the loop itself moves on: a counter, a cursor; a clock */
};

struct read {
    enum read_kind kind;
    struct str state; /* STATE and HANDED: as a person would write it */
};

struct looping_event {
    uint32_t event, block;
};

struct looping_variable {
    const struct path *path; /* that starts from it */
    struct read read;
};

struct looping {
    const struct contexts *contexts;
    struct writes *writes;
    struct arena *arena;
    struct node_id node;
    const struct function *fn;
    const struct loops *loops;
    uint32_t loop;                          /* into loops->all */
    VEC(struct looping_event) events;       /* of the loop's blocks */
    VEC(struct looping_variable) variables; /* that were looked into */
};

/* Fill RET_LOOPING, which lives as long as what it is given. */
void looping_new(const struct contexts *c, struct writes *writes, struct arena *a, struct node_id n,
                 const struct loops *loops, uint32_t loop, struct looping *ret_looping);
/* Mark the blocks on ways of one round from FROM to TO, which is not marked (a round may end
 * there), that keep to FREE blocks (both by block). False: there is no such way. */
bool looping_ways(const struct looping *l, uint32_t from, uint32_t to, const bool *free,
                  bool *ret_on_way);
/* The same of rounds, from the header back to it. */
bool looping_rounds(const struct looping *l, const bool *free, bool *ret_in_round);
/* A loop inside that has a block which is not FREE is taken to go round at least once: its header
 * is not free either. */
void looping_enter_inner(const struct looping *l, bool *free);
/* The same loop, of which only what happens in BLOCKS counts. */
struct looping looping_narrow(const struct looping *l, const bool *blocks);
/* What decides where BLOCK of the loop goes on. */
struct read looping_decides(struct looping *l, uint32_t block);
/* Does the edge leave the loop for code that goes on (no failed assertion)? */
bool looping_leaves(const struct looping *l, const struct edge *e);

#endif
