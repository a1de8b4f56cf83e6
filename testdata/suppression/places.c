/* At the call, at a step, at the leaf, on the line before: each holds for the paths through it. */
#include <unistd.h>
#include <uv.h>

static void at_leaf(void)
{
    usleep(1); // nostall: allow NS101 the tests wait here
}

static void low(void)
{
    usleep(2);
}

static void at_step(void)
{
    // nostall: allow blocking-sleep low() waits for the hardware, which is quick
    low();
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    at_leaf(); // ok: NS101
    at_step(); // ok: NS101
    low();     // note: 5 NS101 step: "usleep"
    low();     // nostall: allow NS101 only here
    // nostall: allow NS1 a whole family, on the line before
    low();
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
