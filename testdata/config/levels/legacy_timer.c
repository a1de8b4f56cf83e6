/* Excepted by its path. */
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    fsync(1); // ok: NS106
}

void start_legacy(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
