/* Guards and assertions decide where a call can run. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/timer.h"

#define coroutine_mixed_fn
#define no_coroutine_fn

int coroutine_fn co_read(void *opaque);
int sync_read(void *opaque);

static void both_forms(void *opaque)
{
    if (qemu_in_coroutine()) {
        co_read(opaque); // ok: NS201
    } else {
        sync_read(opaque);
    }
    if (!qemu_in_coroutine()) {
        sync_read(opaque);
    } else {
        co_read(opaque); // ok: NS201
    }
}

static void wrong_branch(void *opaque)
{
    if (!qemu_in_coroutine()) {
        co_read(opaque); // error: 9 NS201 "co_read" "in no coroutine"
    }
}

static void early_return(void *opaque)
{
    if (!qemu_in_coroutine()) {
        sync_read(opaque);
        return;
    }
    co_read(opaque); // ok: NS201
}

static void in_variable(void *opaque)
{
    bool in = qemu_in_coroutine();
    if (in)
        co_read(opaque); // ok: NS201
}

static void asserted(void *opaque)
{
    assert(qemu_in_coroutine());
    co_read(opaque); // ok: NS201
}

static void asserted_not(void *opaque)
{
    assert(!qemu_in_coroutine());
    co_read(opaque); // error: 5 NS201
}

static int coroutine_mixed_fn mixed(void *opaque)
{
    return co_read(opaque); // ok: NS201
}

static int no_coroutine_fn never(void *opaque)
{
    return co_read(opaque); // error: 12 NS201 "synchronous variant" related: "coroutine_fn" related: "no_coroutine_fn"
}

static void on_timer(void *opaque)
{
    both_forms(opaque);   // ok: NS201
    wrong_branch(opaque); // ok: NS201
    early_return(opaque); // ok: NS201
    in_variable(opaque);  // ok: NS201
    mixed(opaque);        // ok: NS201
    never(opaque);        // ok: NS201
    asserted(opaque);     // error: 5 NS201 "asserted" related: "asserts that it is in a coroutine"
    asserted_not(opaque); // ok: NS201
}

void start(void *opaque)
{
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, opaque);
}
