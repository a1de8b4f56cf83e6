#include "cli/progress.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FIRST_AFTER_MS 1000 /* for anything longer than a second */
#define EVERY_MS 100
#define RATE_AFTER_MS 2000 /* before, a rate is a guess */
#define UNIT_AFTER_MS 2000 /* a unit that takes longer is worth a name */
#define SIZE_MANY 50       /* a program of so many units is linked in more than a moment */
#define BAR_WIDTH 20
#define WIDTH_USUAL 80

static long since_ms(const struct timespec *from, const struct timespec *to)
{
    return (to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

static bool writes_over(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

void progress_init(struct progress *p, enum color_mode mode, bool quiet)
{
    *p = (struct progress){.on = mode == COLOR_ALWAYS ||
                                 (mode == COLOR_AUTO && !quiet && writes_over()),
                           .phase = "extract"};
    clock_gettime(CLOCK_MONOTONIC, &p->start);
    p->phase_start = p->last = p->start;
}

/* ---- the line ---- */

static void put_bar(struct buf *out, uint32_t done, uint32_t total)
{
    uint32_t full = total ? (uint32_t)((uint64_t)done * BAR_WIDTH / total) : 0;
    buf_puts(out, " [");
    for (uint32_t i = 0; i < BAR_WIDTH; i++)
        buf_putc(out, i < full ? '=' : i == full ? '>' : ' ');
    buf_printf(out, "] %u of %u units", done, total);
}

static void put_rate(struct buf *out, uint32_t done, uint32_t total, long ms)
{
    if (ms < RATE_AFTER_MS || !done)
        return;
    double rate = (double)done * 1000 / (double)ms;
    unsigned long left = (unsigned long)((double)(total - done) / rate + 0.5);
    buf_printf(out, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate);
    buf_printf(out, ", %lu:%02lu left", left / 60, left % 60);
}

/* The end of PATH tells more than its beginning. */
static void put_unit(struct buf *out, const char *path, long ms, uint32_t width)
{
    struct buf what = {0};
    buf_printf(&what, " for %ld s", ms / 1000);
    struct buf plain = {0};
    utf8_visible(&plain, path, strlen(path), "");
    path = plain.at ? plain.at : "";
    size_t len = plain.len,
           room = width > out->len + what.len + 2 ? width - out->len - what.len - 2 : 0;
    if (room >= len)
        buf_printf(out, "; %s%s", path, what.at);
    else if (room > 12)
        buf_printf(out, "; ...%s%s", path + len - room + 3, what.at);
    buf_release(&what);
    buf_release(&plain);
}

void progress_line(const struct progress *p, uint32_t done, uint32_t total, long phase_ms,
                   long unit_ms, uint32_t width, struct buf *out)
{
    buf_printf(out, "nostall: %s", p->phase);
    if (total) {
        put_bar(out, done, total);
        put_rate(out, done, total, phase_ms);
    }
    if (total && p->unit && unit_ms >= UNIT_AFTER_MS)
        put_unit(out, p->unit, unit_ms, width);
    if (out->len > width)
        out->at[out->len = width] = '\0';
}

static uint32_t terminal_width(void)
{
    struct winsize w = {0};
    bool known = !ioctl(STDERR_FILENO, TIOCGWINSZ, &w) && w.ws_col > 1;
    return known ? w.ws_col - 1u : WIDTH_USUAL - 1u;
}

static void draw(struct progress *p, uint32_t done, uint32_t total, const struct timespec *now)
{
    struct buf line = {0};
    progress_line(p, done, total, since_ms(&p->phase_start, now), since_ms(&p->unit_start, now),
                  terminal_width(), &line);
    fprintf(stderr, "\r%s\033[K", line.at);
    fflush(stderr);
    buf_release(&line);
    p->shown = true;
    p->last = *now;
}

/* ---- what happens ---- */

void progress_phase(struct progress *p, const char *phase, uint32_t size)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    p->phase = phase;
    p->phase_start = now;
    if (p->on && (size >= SIZE_MANY || since_ms(&p->start, &now) >= FIRST_AFTER_MS))
        draw(p, 0, 0, &now);
}

void progress_show(void *ctx, uint32_t done, uint32_t total, const char *unit)
{
    struct progress *p = ctx;
    struct timespec now;
    if (!p->on)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (unit != p->unit) {
        p->unit = unit;
        p->unit_start = now;
    }
    if (since_ms(&p->start, &now) < FIRST_AFTER_MS ||
        (p->shown && since_ms(&p->last, &now) < EVERY_MS))
        return;
    draw(p, done, total, &now);
}

void progress_end(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}
