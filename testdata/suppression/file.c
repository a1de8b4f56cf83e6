// nostall: allow-file NS101 this file is the simulator
/* For a whole file, one check. */
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    usleep(1); // ok: NS101
    fsync(1);  // warning: 5 NS106
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
