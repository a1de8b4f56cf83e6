// args: --min-certainty always
/* Only certain paths are asked for. */
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    usleep(1); // note: 5 NS101 certainty: "always"
    fsync(1);  // ok: NS106
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
