/* Worker processes: what crashes, loops or eats memory inside a unit costs that unit, not the run.
 *
 * One long-lived process per job takes unit numbers from a socket and answers with bytes. Results
 * come to the caller in the order of the units, whichever worker is first; work runs ahead of that
 * by a bounded number of units. Knows neither units nor facts: what is done with a number is the
 * caller's function.
 */
#ifndef EXTRACT_POOL_H
#define EXTRACT_POOL_H

#include "base/buf.h"
#include "base/diag.h"

#define POOL_TIMEOUT_S 120
#define POOL_TICK_MS 250
#define POOL_MEMORY_MIB 4096 /* a unit of QEMU takes 150 */

enum pool_outcome {
    POOL_OK,
    POOL_REFUSED, /* the function said false */
    POOL_CRASHED,
    POOL_TIMED_OUT,
    POOL_OUT_OF_MEMORY,
};

struct pool_result {
    uint32_t unit;
    enum pool_outcome outcome;
    const char *data; /* POOL_OK: the bytes; else the reason as a text, NUL-terminated. Until the
                         callback returns. */
    size_t len;
};

struct pool_options {
    uint32_t jobs;       /* 0: one per processor */
    uint32_t timeout_s;  /* per unit; 0: none */
    uint32_t memory_mib; /* per worker, on top of what it starts with; 0: none */
    /* In the worker: add the answer for UNIT to OUT, or a reason and say false. CTX is a copy of
     * its own, which stays from unit to unit. */
    bool (*work)(void *ctx, uint32_t unit, struct buf *out);
    void *work_ctx;
    /* In the caller's process, once for each unit, ascending. False: stop. */
    bool (*deliver)(void *ctx, const struct pool_result *result);
    void *deliver_ctx;
    /* NULL: none. In the caller's process, whenever there is news and else every POOL_TICK_MS: NEXT
     * is the unit whose answer all wait for. */
    void (*tick)(void *ctx, uint32_t next);
    void *tick_ctx;
};

enum pool_end {
    POOL_DONE,
    POOL_STOPPED,     /* deliver said so */
    POOL_INTERRUPTED, /* by SIGINT, SIGTERM or SIGHUP */
    POOL_BROKEN,      /* no process could be made; DIAGS says why */
};

/* Have the units 0 to UNIT_COUNT - 1 worked on. No worker is left when it returns. ret_signal: what
 * interrupted. */
enum pool_end pool_run(const struct pool_options *options, uint32_t unit_count, int *ret_signal,
                       struct diags *diags);

#endif
