#include "sync.h"

#include <uv.h>

static void on_b(uv_timer_t *t)
{
    (void)t;
    sync_all(1); // warning: 5 NS106 step: "fsync"
}

void start_b(uv_timer_t *t)
{
    uv_timer_start(t, on_b, 0, 0);
}
