/* What an edge of the control flow asks of one path: `if (s->flags & X)`, `if (phase != RUN)`, a
 * case of a switch; also through a local variable that is only ever a copy, or a function that
 * returns nothing but such a test.
 */
#ifndef LINK_EDGE_TEST_H
#define LINK_EDGE_TEST_H

#include "link/body.h"

struct edge_test { /* of a path: it is compared with a number, or, with OP_HAS, its bits are asked
                    * for
                    */
    enum cond_op op;
    bool negated;
    int64_t number;
    struct node_id node; /* whose path it is */
    struct path_id path;
};

/* What lets through by edge number E of the block of function N. False: nothing that is a test. */
bool edge_test_at(const struct bodies *b, struct node_id n, const struct block *k, uint32_t e,
                  struct edge_test *ret);
/* Does NUMBER pass it? */
bool edge_test_passes(const struct edge_test *t, int64_t number);

#endif
