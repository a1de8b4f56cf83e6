/* Where stores meet: the blocks to which several ways lead, some of them behind a store. Between
 * one of those, or a store, and the next one below in the tree of dominators nothing changes.
 *
 * Sources: Cytron et al. 1991, Efficiently Computing Static Single Assignment Form and the Control
 * Dependence Graph (joins are the iterated dominance frontier of the stores); Cooper, Harvey,
 * Kennedy 2001, A Simple, Fast Dominance Algorithm (the frontiers).
 *
 * The iterated frontier of several sets is the union of theirs: what is stored under several keys
 * needs no set of its own.
 */
#ifndef LINK_JOINS_H
#define LINK_JOINS_H

#include "link/back.h"

struct joins; /* of one function */

/* A block that has a store, or where stores meet. */
struct join {
    uint32_t block, above; /* above: the one that dominates it, index plus one; 0: none */
    bool meets;
};

/* In preorder of the tree of dominators. */
struct join_list {
    const struct join *at;
    uint32_t len;
};

/* Lives in B's arena. */
struct joins *joins_new(const struct bodies *b, struct node_id n);
/* Those of the stores in BLOCKS. What is never reached is left out. */
struct join_list joins_find(struct joins *j, const uint32_t *blocks, uint32_t len);
/* The lowest of the list that dominates BLOCK, which may be BLOCK itself; NULL: none, or BLOCK is
 * never reached. */
const struct join *joins_nearest(const struct joins *j, const struct join_list *list,
                                 uint32_t block);
/* Is block A, which dominates the same block as B does, below it? */
bool joins_is_lower(const struct joins *j, uint32_t a, uint32_t b);

#endif
