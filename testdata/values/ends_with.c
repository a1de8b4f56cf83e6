/* Whether a function returns can depend on what it is handed: one that logs and, of what is fatal, ends the process. */
#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

enum level { INFO, ERROR, FATAL };

static void say(enum level level, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    if (level == FATAL)
        abort();
}

void report(int status, const char *text)
{
    fputs(text, stderr);
    if (status)
        exit(status);
}

static void leave(int status, const char *text)
{
    report(status, text);
}

static void by_kind(enum level level)
{
    switch (level) {
    case INFO:
    case ERROR:
        fputs("go on", stderr);
        break;
    case FATAL:
        exit(3);
    }
}

/* Also where functions call each other. */
static void round(int status, int left);
static void about(int status, int left)
{
    round(status, left);
    if (status)
        exit(status);
}
static void round(int status, int left)
{
    if (left)
        about(status, left - 1);
}

/* The largest number is none that is less than 0. */
static void fill(size_t n)
{
    assert(n <= SIZE_MAX);
    usleep(20000);
}

static void on_timer(uv_timer_t *t)
{
    int status = *(int *)t->data;
    switch (status) {
    case 1:
        sleep(3); // ok: NS101
        say(FATAL, "x");
        break;
    case 2:
        sleep(3); // warning: 9 NS101
        say(ERROR, "x");
        break;
    case 3:
        report(EXIT_FAILURE, "x");
        sleep(3); // ok: NS101
        break;
    case 4:
        report(EXIT_SUCCESS, "x");
        sleep(3); // warning: 9 NS101
        break;
    case 5:
        sleep(3); // ok: NS101
        leave(2, "x");
        break;
    case 6:
        sleep(3); // warning: 9 NS101
        leave(status, "x");
        break;
    case 7:
        by_kind(FATAL);
        sleep(3); // ok: NS101
        break;
    case 8:
        by_kind(INFO);
        sleep(3); // warning: 9 NS101
        break;
    case 9:
        sleep(3); // ok: NS101
        about(3, 1);
        break;
    case 10:
        fill(8); // warning: 9 NS101
        break;
    }
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
