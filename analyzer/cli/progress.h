/* A line on the terminal that tells how far a long run is: the phase, a bar, the rate, the time
 * left, and the unit that all wait for. Silent when standard error is no terminal, or one that
 * cannot write over a line (TERM=dumb).
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/buf.h"
#include "cli/options.h"

#include <time.h>

struct progress {
    bool on, shown;
    const char *phase; /* "extract" */
    struct timespec start, phase_start, last;
    const char *unit; /* that is waited for, and since when */
    struct timespec unit_start;
};

void progress_init(struct progress *p, enum color_mode mode, bool quiet);
/* What follows is PHASE, without a bar; SIZE: units, of which few are done before a line is read.
 */
void progress_phase(struct progress *p, const char *phase, uint32_t size);
/* For load_options.progress: CTX is a struct progress. */
void progress_show(void *ctx, uint32_t done, uint32_t total, const char *unit);
/* Take the line away, before anything else is written. */
void progress_end(struct progress *p);
/* The line, at most WIDTH wide, when DONE of TOTAL are done after PHASE_MS, and UNIT is waited for
 * since UNIT_MS. */
void progress_line(const struct progress *p, uint32_t done, uint32_t total, long phase_ms,
                   long unit_ms, uint32_t width, struct buf *out);

#endif
