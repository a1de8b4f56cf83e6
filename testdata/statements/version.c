/* A unit is read as the gcc of its command reads it, not as a gcc 4.2. */
#include <unistd.h>
#include <uv.h>

static void on_old(uv_timer_t *t)
{
#if __GNUC__ >= 5
    (void)t;
#else
    sleep(1); // ok: NS101
#endif
}

static void on_new(uv_timer_t *t)
{
#if __GNUC__ >= 5
    sleep(1); // warning: 5 NS101 "sleep"
#endif
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_old, 0, 0);
    uv_timer_start(t, on_new, 0, 0);
}
