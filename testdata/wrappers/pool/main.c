#include "pool.h"

#include <unistd.h>

static void compute(void *arg)
{
    (void)arg;
    usleep(1); // ok: NS101
}

static void show(void *arg)
{
    (void)arg;
    usleep(2); // note: 5 NS101
}

static void on_tick(uv_timer_t *t)
{
    static struct job j;
    pool_submit(&j, compute, show, t); // ok: NS101
}

int main(void)
{
    static uv_timer_t t;
    uv_timer_start(&t, on_tick, 0, 0);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
