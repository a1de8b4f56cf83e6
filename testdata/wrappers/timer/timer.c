#include "timer.h"

#include <unistd.h>

static void trampoline(uv_timer_t *uv)
{
    struct timer *t = (struct timer *)uv;
    t->fn(t, t->arg); // ok: NS101
}

void timer_start(struct timer *t, timer_fn fn, void *arg, int ms)
{
    t->fn = fn;
    t->arg = arg;
    uv_timer_start(&t->uv, trampoline, ms, 0);
}

static void arm(uv_timer_t *t, int ms, uv_timer_cb callback)
{
    uv_timer_start(t, callback, ms, ms);
}

void every(uv_timer_t *t, uv_timer_cb cb, int ms)
{
    arm(t, ms, cb);
}

void now_or_never(timer_fn fn, struct timer *t)
{
    if (t)
        fn(t, t->arg); // ok: NS101
}
