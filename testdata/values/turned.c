/* A variable whose only assignment is made of itself, or of what is assigned after it, is not what that is now. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

static int asked(void);

static void turns(void)
{
    int on;
    while (asked()) {
        on = !on;
        if (on)
            usleep(20000);
    }
}

static void one_round_behind(void)
{
    int before, now;
    while (asked()) {
        before = now;
        now = 0;
        if (before)
            usleep(20000);
    }
}

static void in_order(void)
{
    int before, now;
    while (asked()) {
        now = 0;
        before = now;
        if (before)
            usleep(20000);
    }
}

static void on_timer(uv_timer_t *t)
{
    turns();            // warning: 5 NS101
    one_round_behind(); // warning: 5 NS101
    in_order();         // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
