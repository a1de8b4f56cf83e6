/* Static functions of the same name are different functions. */
#include <unistd.h>
#include <uv.h>

static void helper(void)
{
    usleep(1);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    helper(); // note: 5 NS101 step: "usleep"
}

void start_a(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
