// args: --disable NS106
/* Of a check that is off nothing is known: what would suppress it is not called unused. */
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    getpid(); // nostall: allow NS106 for runs with it   // ok: NS501
    getpid(); // nostall: allow NS106, NS101 it once slept   // note: 18 NS501 "suppression of 'NS101'"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
