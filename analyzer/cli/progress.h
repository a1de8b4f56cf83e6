/* A line on the terminal that tells how far a long run is. Silent when standard error is no
 * terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/options.h"

#include <time.h>

struct progress {
    bool on, shown;
    struct timespec start, last;
};

void progress_init(struct progress *p, enum color_mode mode, bool quiet);
/* For load_options.progress: CTX is a struct progress. */
void progress_show(void *ctx, uint32_t done, uint32_t total);
void progress_end(struct progress *p);

#endif
