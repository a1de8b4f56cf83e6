/* Levels and replacements of the project. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    fsync(1);     // error: 5 NS106 "fsync" "the archive thread"
    sleep(1);     // note: 5 NS101 "sleep"
    system("ls"); // ok: NS104
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
