/* Who gets the objects of NS208 that stand for an answer: callbacks by the call that registers
 * them.
 *
 * A callback that leaves such an object open need not have lost it. One that is called until it is
 * taken off, as a signal's handler is, waits for the next call; and where the function that
 * registers it hands the same object to another callback too, a timer beside the operation, each of
 * them may complete it. Which of them does is not followed: an object that several have is never
 * said to be missing from one.
 *
 * Read by check_completions.
 */
#ifndef CHECK_GIVEN_ANSWERS_H
#define CHECK_GIVEN_ANSWERS_H

#include "check/check.h"
#include "contexts/context.h"

struct given_answers { /* of one rule, by node */
    const bool *handed, *given, *done, *again, *again_true, *shared;
};

/* Into the scratch arena of IN. */
struct given_answers given_answers_find(const struct check_input *in,
                                        const struct rule_completion *rule);
/* Is it no loss that function N leaves an object open that it is given, and returns a value of
 * these SIGNS? */
bool given_answers_others(const struct given_answers *g, struct node_id n, uint8_t signs);
/* What the value V of function N is, behind casts and calls that only take another reference. */
const struct value *given_answers_same(const struct check_input *in,
                                       const struct rule_completion *rule, struct node_id n,
                                       const struct value *v);

#endif
