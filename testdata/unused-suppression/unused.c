/* A suppression that suppresses nothing stands out. */
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    usleep(1); // nostall: allow NS101 the device needs it   // ok: NS501
    getpid(); // nostall: allow NS101 it once slept   // note: 18 NS501 "NS101"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
