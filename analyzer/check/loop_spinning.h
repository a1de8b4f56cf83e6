/* Does a loop spin: does it only look at state that others change, only try to take a lock, or has
 * it rounds in which it tries again what has just said that it is not ready?
 *
 * Such rounds do nothing else: their calls neither work, wait, suspend nor sleep, and nothing that
 * they move (a counter, a cursor, a clock) ends them. Where a call is tried again, it is the only
 * one of its rounds that does anything, and they go on because of EAGAIN; the rounds of other
 * results may do what they like.
 */
#ifndef CHECK_LOOP_SPINNING_H
#define CHECK_LOOP_SPINNING_H

#include "check/loop_doing.h"

/* What the loop does, as the message of a finding; NULL: it does not spin, as far as is known in
 * the contexts of MASK. In the arena of findings. */
const char *loop_spins(struct loop_visit *v, struct doings *d, struct looping *l, uint8_t mask);

#endif
