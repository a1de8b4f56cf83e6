/* The shape of a function's control flow: the order of its blocks, and its loops.
 *
 * A *loop* is what a cycle of the flow goes through again and again. It has one header, where each
 * round begins; loops of one header are one loop. They nest, except in code that jumps into the
 * middle of a loop (the switch of a protothread), of which the parts outside are left out. Made on
 * demand by who asks; lives in the arena that it is given.
 */
#ifndef IR_ORDER_H
#define IR_ORDER_H

#include "base/rows.h"
#include "ir/facts.h"

/* The blocks that are reached from the entry, each after those that it leads to, but for cycles.
 * Those in STOPS, by block, lead nowhere, unless it is NULL. ORDER has room for all blocks. */
void order_postorder(const struct function *fn, const bool *stops, uint32_t *ret_order,
                     uint32_t *ret_len);

/* The blocks that lead to each block, one for each edge; without those in STOPS. */
struct rows order_predecessors(struct arena *arena, const struct function *fn, const bool *stops);

struct loop {
    uint32_t header;     /* block */
    uint32_t outer;      /* the innermost loop around it, FACTS_NONE: none */
    uint32_t first, len; /* blocks of the loop, those of inner loops too: into loops.blocks */
    enum loop_kind kind; /* LOOP_NONE: made by goto */
    struct loc loc;      /* the statement's keyword; of a goto: the jump back, or its header */
};

struct loops {
    VEC(struct loop) all; /* outer ones before those inside */
    VEC(uint32_t) blocks;
    uint32_t *innermost; /* by block: number of a loop, FACTS_NONE: none */
};

/* The blocks of a loop: its header, then the others roughly from its end back to its beginning. */
void loops_find(struct arena *a, const struct function *fn, struct loops *ret_loops);
/* Is the block in the loop? */
bool loops_contain(const struct loops *l, uint32_t loop, uint32_t block);

#endif
