/* The path takes the least certain of its steps; where there are several leaves of one check, the most certain and shortest one
 * is shown, once. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

static void both(void)
{
    fsync(1);
    usleep(1);
    usleep(2);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    both(); // note: 5 NS101 step: "usleep" certainty: "always"  // warning: 5 NS106 step: "fsync" certainty: "usually"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
