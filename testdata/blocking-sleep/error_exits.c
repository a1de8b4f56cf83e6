/* error(3) ends the process where its status is not 0. */
#include <errno.h>
#include <error.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static void fail(int status, const char *what)
{
    error(status, errno, "%s", what);
}

static void ends(uv_timer_t *t)
{
    if (!t->data) {
        error(EXIT_FAILURE, errno, "no data");
        sleep(1); // ok: NS101
    }
}

static void goes_on(uv_timer_t *t)
{
    if (!t->data) {
        error(0, errno, "no data");
        sleep(1); // warning: 9 NS101
    }
}

static void ends_with_line(uv_timer_t *t)
{
    (void)t;
    error_at_line(2, 0, "config", 1, "no data");
    sleep(1); // ok: NS101
}

static void ends_in_helper(uv_timer_t *t)
{
    (void)t;
    fail(1, "timer");
    sleep(1); // ok: NS101
}

static void goes_on_behind_helper(uv_timer_t *t)
{
    (void)t;
    fail(0, "timer");
    sleep(1); // warning: 5 NS101
}

static void perhaps(uv_timer_t *t)
{
    error(t->data ? 1 : 0, 0, "timer");
    sleep(1); // warning: 5 NS101
}

void start(uv_timer_t *t);
void start(uv_timer_t *t)
{
    uv_timer_start(t, ends, 1, 0);
    uv_timer_start(t, goes_on, 1, 0);
    uv_timer_start(t, ends_with_line, 1, 0);
    uv_timer_start(t, ends_in_helper, 1, 0);
    uv_timer_start(t, goes_on_behind_helper, 1, 0);
    uv_timer_start(t, perhaps, 1, 0);
}
