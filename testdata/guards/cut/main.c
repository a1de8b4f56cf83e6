/* An edge that the project cuts: this caller alone. */
#include <unistd.h>
#include <uv.h>

static void reload(void)
{
    usleep(1);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    reload(); // ok: NS101
}

static void on_signal(uv_signal_t *h, int signum)
{
    (void)h, (void)signum;
    reload(); // note: 5 NS101 step: "usleep"
}

void start(uv_timer_t *t, uv_signal_t *h)
{
    uv_timer_start(t, on_tick, 0, 0);
    uv_signal_start(h, on_signal, 1);
}
