#include "store.h"

#include "qemu/timer.h"

static void on_timer(void *opaque)
{
    table_load(opaque);       // error: 5 NS201 "table_load" step: "'on_timer' calls 'table_load'" step: "'table_load' calls 'store_read'" related: "store_read"
    table_get(opaque, true);  // ok: NS201
    table_get(opaque, false); // error: 5 NS201 "table_get"
}

void user_open(void *opaque)
{
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, opaque);
}
