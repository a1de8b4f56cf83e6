/* What can never run is no finding. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    if (0)
        usleep(1); // ok: NS101
    if (t->data)
        return;
    usleep(2); // note: 5 NS101
    return;
    usleep(3); // ok: NS101
}

static void on_check(uv_timer_t *t)
{
    if (1)
        usleep(4); // note: 9 NS101
    while (1) { // note: 5 NS402
        if (t->data)
            break;
    }
    usleep(5); // note: 5 NS101
    for (;;)
        uv_update_time(t->loop);
    usleep(6); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
    uv_timer_start(t, on_check, 0, 0);
}
