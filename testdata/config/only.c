// args: --disable all --enable blocking-dns,NS106 --disable NS106
/* Everything off, then a list on, then one of that off again: the last word on a check counts. */
#include <netdb.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    fsync(1);           // ok: NS106
    sleep(1);           // ok: NS101
    gethostbyname("x"); // error: 5 NS103
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
