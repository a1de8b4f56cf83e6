/* The callback goes through a variable, a conditional expression, a cast. */
#include <unistd.h>
#include <uv.h>

static void slow(uv_timer_t *t)
{
    (void)t;
    usleep(1); // note: 5 NS101
}

static void slower(uv_timer_t *t)
{
    (void)t;
    usleep(2); // note: 5 NS101
}

static void slowest(uv_timer_t *t, int more)
{
    (void)t, (void)more;
    usleep(3); // note: 5 NS101
}

static void never(uv_timer_t *t)
{
    (void)t;
    usleep(4); // ok: NS101
}

static void replaced(uv_timer_t *t)
{
    (void)t;
    usleep(5); // ok: NS101
}

void start(uv_timer_t *t, int fast)
{
    uv_timer_cb cb = replaced;
    cb = fast ? slow : slower;
    uv_timer_start(t, cb, 0, 0);
    uv_timer_start(t, (uv_timer_cb)(void (*)(void))slowest, 0, 0);
    never(t);
}
