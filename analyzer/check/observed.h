/* What was observed of the running program, held against the findings: which stacks a finding
 * explains, and where the path of the others breaks off, so that users measure recall on their own
 * program.
 *
 * A finding explains a stack that has the functions of its path in their order, and in the
 * innermost of them the call that blocks: by the callee's name right inside it, behind no other
 * function of the program, or by the line where it stands; a stack that ends there says nothing
 * against it. A stack also fits that goes between the same ends by calls which are all known, for
 * of several ways a finding shows the best. Of one root cause a stack counts once.
 *
 * Not to be explained are stacks that show no stall of a loop: of other threads and of start-up,
 * where nothing on them is known to run on a loop, and of a loop that waits for events; unless who
 * recorded them says that they are one. A call that was timed below 10 ms, where a short stall
 * ends, explains nothing missing either.
 *
 * Made for check --observed, on findings after findings_finish and before they are grouped. Marks
 * findings; takes away, lowers and raises none.
 */
#ifndef CHECK_OBSERVED_H
#define CHECK_OBSERVED_H

#include "check/finding.h"
#include "contexts/context.h"
#include "input/stacks.h"

struct unexplained {
    const struct stack *stack;
    const char *way;     /* what of it matters, from the loop down: "on_tick > flush > sync_all" */
    struct loc loc;      /* where the path breaks off, as far as it is known; else unknown */
    const char *message; /* "'flush' is not known to call 'sync_all'" */
};

struct observed {
    const struct stacks *stacks;
    uint32_t explained, elsewhere; /* of stacks->recorded; elsewhere: show no stall of a loop */
    VEC(struct unexplained) unexplained; /* the longest first, then the most frequent */
};

/* Hold STACKS against F. Owner: F's arena. */
const struct observed *observed_apply(const struct stacks *stacks, const struct contexts *c,
                                      struct findings *f);
#endif
