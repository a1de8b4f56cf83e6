/* A timer callback that sleeps: itself, and in a function that it calls. */
#include <time.h>
#include <unistd.h>
#include <uv.h>

static void settle(void)
{
    usleep(1000); // ok: NS101
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    sleep(1); // warning: 5 NS101 "sleep" "uv_timer_start" step: "sleep" related: "uv_timer_start" certainty: "always"
    settle(); // note: 5 NS101 "settle" step: "settle" step: "usleep"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 1000);
    settle(); // ok: NS101
}
