#include <uv.h>

static void helper(void)
{
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    helper(); // ok: NS101
}

void start_b(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
