#include "timer.h"

#include <unistd.h>

static void kept(struct timer *t, void *arg)
{
    (void)t, (void)arg;
    usleep(1); // note: 5 NS101 "usleep"
}

static void handed_on(uv_timer_t *t)
{
    (void)t;
    usleep(2); // note: 5 NS101 "usleep"
}

static void called_at_once(struct timer *t, void *arg)
{
    (void)t, (void)arg;
    usleep(3); // ok: NS101
}

int main(void)
{
    static struct timer t;
    static uv_timer_t plain;
    timer_start(&t, kept, NULL, 10);
    every(&plain, handed_on, 10);
    now_or_never(called_at_once, &t);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
