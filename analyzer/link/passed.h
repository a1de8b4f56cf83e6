/* What all callers of a function hand over, where the program shows them all: of a static function
 * that nothing but direct calls refers to. `step(FAST)` everywhere means that what `if (mode ==
 * SLOW)` guards in it never runs: neither is it live, nor do paths go there.
 *
 * Solved from callers down over the calls that can run themselves. A parameter is followed where
 * something in the function depends on it, and has the constants that callers hand over, or is
 * anything at all. Round a circle of calls constants are handed on as they are; what is made of
 * them is anything, for `f(n + 1)` would never end. A file that did not parse as a whole, or one
 * seen with the options of several units, may hide calls: its functions are not followed.
 */
#ifndef LINK_PASSED_H
#define LINK_PASSED_H

#include "link/body.h"

struct passed {           /* of one parameter */
    VEC(int64_t) numbers; /* in order; a null pointer is 0 */
    bool set;             /* or something that is not zero, an address */
    bool any;             /* or nobody knows */
};

/* Part of bodies_new: notes in the bodies what is given, and takes out what never runs then. */
void passed_find(struct bodies *b);
/* What parameter PARAM of N gets; NULL: anything. */
const struct passed *passed_param(const struct bodies *b, struct node_id n, uint32_t param);

#endif
