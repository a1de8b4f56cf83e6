/* The same work spread over turns of the loop: the timer is armed again where the bad twin sleeps. */
#include <time.h>
#include <unistd.h>
#include <uv.h>

static void on_settled(uv_timer_t *t);

static void settle(uv_timer_t *t)
{
    uv_timer_start(t, on_settled, 1, 0); // ok: NS101
}

static void on_settled(uv_timer_t *t)
{
    settle(t);
}

static void on_tick(uv_timer_t *t)
{
    settle(t); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 1000);
}
