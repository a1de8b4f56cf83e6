/* Whether one rule, of a blocking call or of one that runs a loop, holds for a call with certain
 * arguments, and how surely and for how long it then blocks. Asked by effects/summary, at the call
 * itself and again at callers, which know what a parameter is.
 */
#ifndef EFFECTS_JUDGE_H
#define EFFECTS_JUDGE_H

#include "effects/summary.h"

enum verdict {
    VERDICT_NO,
    VERDICT_YES,
    VERDICT_OPEN, /* an argument that decides is a parameter */
};

/* Of L's rule. Fills kind, certainty, stall and lock of RET, which may be L itself. */
enum verdict judge_leaf(const struct aval_context *c, const struct leaf *l, const struct aval *args,
                        uint32_t arg_len, struct leaf *ret);

#endif
