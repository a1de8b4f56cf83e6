/* Backwards through one function: what happened last on each way to a place. For who asks which
 * stores reach it: link/reaching, and the rooms above.
 *
 * What is remembered of the function's blocks lives with its body. One search at a time: what LOOK
 * finds is to be noted, and to be looked into when the search has ended.
 */
#ifndef LINK_BACK_H
#define LINK_BACK_H

#include "ir/order.h"
#include "link/body.h"

/* A place in a function: before number POSITION of BLOCK's events; at its end if that is past them.
 */
struct place_in {
    uint32_t block, position;
};

enum back {
    BACK_ON,    /* the way goes on */
    BACK_FOUND, /* and ends here */
    BACK_LOST,  /* so that nothing can be said at all: the search ends */
};

/* At what is before END in its block. */
typedef enum back back_look(void *context, struct place_in end);

/* LOOK at the blocks on each way to AT, backwards. False: lost. *RET_START: some way comes from the
 * function's beginning. */
bool back_search(const struct bodies *b, struct node_id n, struct place_in at, back_look *look,
                 void *context, bool *ret_start);
/* Before the event; false: it is in no block. */
bool back_place(const struct bodies *b, struct node_id n, uint32_t event, struct place_in *ret);
/* Of events in rows by path, in the order of N's blocks: the last one in PATH's row before END in
 * its block; FACTS_NONE: none. So that searches do not read all others. */
uint32_t back_last(const struct bodies *b, struct node_id n, const struct rows *rows,
                   struct path_id path, struct place_in end);
/* Is PLACE only reached through BLOCK? */
bool back_dominates(const struct bodies *b, struct node_id n, uint32_t block, uint32_t place);
/* Is PLACE only reached by edge EDGE of BLOCK? What is behind calls that never return is not. */
bool back_only_way(const struct bodies *b, struct node_id n, uint32_t block, uint32_t edge,
                   uint32_t place);
/* The block that each way to BLOCK goes through last, but for BLOCK itself; FACTS_NONE: it is the
 * entry, or not reached. */
uint32_t back_dominator(const struct bodies *b, struct node_id n, uint32_t block);
/* Does the edge from BEFORE to BLOCK lead back? Each cycle has one that does. */
bool back_goes_back(const struct bodies *b, struct node_id n, uint32_t before, uint32_t block);
/* And into a new round of a loop that begins with BLOCK? Who jumps into the middle of a loop comes
 * to what an edge that leads back leads to for the first time by it. */
bool back_is_round(const struct bodies *b, struct node_id n, uint32_t before, uint32_t block);
/* The blocks that are reached, each after those that it leads to, but for cycles. */
const uint32_t *back_order(const struct bodies *b, struct node_id n, uint32_t *ret_len);
/* Is there a way from FROM to TO that does not go through WITHOUT? */
bool back_leads(const struct bodies *b, struct node_id n, uint32_t from, uint32_t to,
                uint32_t without);
/* The blocks that lead to BLOCK, one for each edge, of those that are reached. */
const uint32_t *back_blocks(const struct bodies *b, struct node_id n, uint32_t block,
                            uint32_t *ret_len);

#endif
