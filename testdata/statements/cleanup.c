/* A variable whose attribute runs a function at the end of the scope: it runs there. */
#include <unistd.h>
#include <uv.h>

static void sync_and_close(int *fd)
{
    fsync(*fd);
    close(*fd);
}

static void just_close(int *fd)
{
    close(*fd);
}

static void on_tick(uv_timer_t *t)
{
    int fd __attribute__((cleanup(sync_and_close))) = 3; // warning: 9 NS106 step: "fsync"
    (void)t, (void)fd;
}

static void on_tick_good(uv_timer_t *t)
{
    int fd __attribute__((cleanup(just_close))) = 3; // ok: NS106
    (void)t, (void)fd;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
    uv_timer_start(t, on_tick_good, 0, 0);
}
