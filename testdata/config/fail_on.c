// args: --fail-on never
// exit: 0
/* Findings are shown and do not count for the exit status. */
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    usleep(1); // note: 5 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
