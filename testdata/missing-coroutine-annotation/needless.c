/* Marked, never suspends, and plain code calls it: the mark says what is not so. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/timer.h"

static int coroutine_fn add(int a, int b) // note: 25 NS203 "'add' is marked as a coroutine function, but never suspends" "take the mark off"
{
    return a + b;
}

static int coroutine_fn wait(int n) // ok: NS203
{
    qemu_coroutine_yield();
    return n;
}

/* Only coroutines call it: a promise for later, and no harm. */
static int coroutine_fn later(int n) // ok: NS203
{
    return n;
}

static int coroutine_fn asserts(int n) // ok: NS203
{
    assert(qemu_in_coroutine());
    return n;
}

static void on_timer(void *opaque)
{
    (void)opaque;
    add(1, 2);  // error: 5 NS201
    wait(1);    // error: 5 NS201
    asserts(1); // error: 5 NS201
}

static void coroutine_fn entry(void *opaque)
{
    (void)opaque;
    later(add(1, 2));
}

void start(void *opaque)
{
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, opaque);
    qemu_coroutine_enter(qemu_coroutine_create(entry, opaque));
}
