#include "sync.h"

#include <uv.h>

static void on_a(uv_timer_t *t)
{
    (void)t;
    sync_all(1);  // warning: 5 NS106 step: "fsync"
    sync_none(1); // ok: NS106
}

void start_a(uv_timer_t *t)
{
    uv_timer_start(t, on_a, 0, 0);
    sync_all(2); // ok: NS106
}
