/* A callback that registers others, and itself again. */
#include <unistd.h>
#include <uv.h>

static void step_two(uv_timer_t *t);

static void step_one(uv_timer_t *t)
{
    usleep(1); // note: 5 NS101
    uv_timer_start(t, step_two, 10, 0);
}

static void step_two(uv_timer_t *t)
{
    usleep(2); // note: 5 NS101
    uv_timer_start(t, step_one, 10, 0);
}

static void step_none(uv_timer_t *t)
{
    (void)t;
    usleep(3); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, step_one, 0, 0);
    step_none(t);
}
