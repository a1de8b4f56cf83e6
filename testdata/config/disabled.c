// args: --disable NS101 --disable blocking-file
/* Checks switched off on the command line, by id and by name. */
#include <netdb.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    fsync(1);           // ok: NS106
    usleep(1);          // ok: NS101
    gethostbyname("x"); // error: 5 NS103
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
