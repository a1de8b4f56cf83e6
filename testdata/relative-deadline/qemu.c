#include "qemu/osdep.h"
#include "qemu/timer.h"

#define INTERVAL_MS 100

struct dev {
    QEMUTimer *timer;
    int64_t next, period;
};

static void tick(void *opaque)
{
    struct dev *d = opaque;
    timer_mod(d->timer, INTERVAL_MS);                                           // warning: 5 NS404 "timer_mod"
    timer_mod(d->timer, qemu_clock_get_ms(QEMU_CLOCK_REALTIME) + INTERVAL_MS);  // ok: NS404
    timer_mod(d->timer, INT64_MAX);                                             // ok: NS404
    d->next += d->period;
    timer_mod(d->timer, d->next);   // ok: NS404
    timer_mod(d->timer, d->period); // warning: 5 NS404
}

void init(struct dev *d);
void init(struct dev *d)
{
    d->period = 1000000;
    d->next = qemu_clock_get_ns(QEMU_CLOCK_REALTIME) + d->period;
    d->timer = timer_new_ns(QEMU_CLOCK_REALTIME, tick, d);
}
