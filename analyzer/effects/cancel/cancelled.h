/* Which functions run in threads that the program cancels (effects/cancel/cancelthreads.h), and
 * whether cancellation is let in when they are called (effects/cancel/cancelstate.h).
 *
 * A pack whose threads no handle tells apart cancels operations: those of any function, where the
 * program cancels at all. Found once for each pack that asks for it with `only_where_called`.
 */
#ifndef EFFECTS_CANCEL_CANCELLED_H
#define EFFECTS_CANCEL_CANCELLED_H

#include "effects/cancel/cancelstate.h"
#include "effects/cancel/cancelthreads.h"

enum cancelled_param { CANCELLED_NOT_ZERO = 1, CANCELLED_ZERO = 2 }; /* it may be so: bits */

/* How a function runs in such threads: in which programs of the database. */
struct cancelled_run {
    struct program_set open, shut; /* called with cancellation let in, kept out: in threads that
                                      are known to be cancelled */
    struct program_set maybe_open, maybe_shut; /* in threads that may be cancelled */
    const uint8_t *params; /* by parameter: enum cancelled_param, in these threads */
    uint32_t param_len;    /* those behind may be all */
    const bool *only;      /* by event: those that run when it can be cancelled at all; NULL: all */
    const struct cancelled_thread *thread; /* one of them, that calls it open where one does; NULL:
                                              of operations, or none */
};

/* Does it run in such threads at all? */
bool cancelled_runs(const struct cancelled_run *r);
/* Can the event of a function that runs so, and needs that of its parameters, run there? */
bool cancelled_meets(const struct contexts *c, const struct cancelled_run *r, uint32_t event,
                     struct needs needs);
/* By node. Into ARENA. */
const struct cancelled_run *cancelled_find(const struct contexts *c,
                                           const struct aval_context *values,
                                           const struct cancelstates *s, struct arena *arena,
                                           const struct pack *pack);

#endif
