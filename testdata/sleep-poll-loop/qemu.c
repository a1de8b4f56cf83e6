#include "qemu/osdep.h"
#include "qemu/coroutine.h"

struct device {
    bool busy;
    int left;
};

int coroutine_fn device_step(struct device *d);

static void coroutine_fn drain(struct device *d)
{
    while (d->busy) { // warning: 5 NS401 "qemu_co_sleep_ns" "'d->busy'" "qemu_co_queue_wait"
        qemu_co_sleep_ns(QEMU_CLOCK_REALTIME, 1000000);
    }
}

static void coroutine_fn steps(struct device *d)
{
    while (d->left) { // ok: NS401
        d->left = device_step(d);
        qemu_co_sleep_ns(QEMU_CLOCK_REALTIME, 1000000);
    }
}

void coroutine_fn run_device(struct device *d);
void coroutine_fn run_device(struct device *d)
{
    drain(d);
    steps(d);
}
