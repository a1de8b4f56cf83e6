#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define FIRST_AFTER_MS 1000 /* for anything longer than a second */
#define EVERY_MS 100

static long since_ms(const struct timespec *from, const struct timespec *to)
{
    return (to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

void progress_init(struct progress *p, enum color_mode mode, bool quiet)
{
    *p = (struct progress){.on = mode == COLOR_ALWAYS ||
                                 (mode == COLOR_AUTO && !quiet && isatty(STDERR_FILENO))};
    clock_gettime(CLOCK_MONOTONIC, &p->start);
    p->last = p->start;
}

void progress_show(void *ctx, uint32_t done, uint32_t total)
{
    struct progress *p = ctx;
    struct timespec now;
    if (!p->on)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (since_ms(&p->start, &now) < FIRST_AFTER_MS ||
        (p->shown && since_ms(&p->last, &now) < EVERY_MS))
        return;
    fprintf(stderr, "\rnostall: %u of %u units\033[K", done, total);
    fflush(stderr);
    p->shown = true;
    p->last = now;
}

void progress_end(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
}
