/* The call means the system library's function, not the other program's. */
#include "library.h"
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    (void)t;
    process_all(); // ok: NS101
    sleep(2);      // warning: 5 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
