/* A coroutine function is called from a callback of the loop, from main, from a thread, from code that nothing calls. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/timer.h"

#include <pthread.h>

int coroutine_fn co_flush(void *opaque);

static void on_timer(void *opaque)
{
    co_flush(opaque); // error: 5 NS201 "co_flush" "on_timer" "start a coroutine" related: "declared coroutine_fn" related: "timer_new_ns"
}

static void coroutine_fn flush_entry(void *opaque)
{
    co_flush(opaque); // ok: NS201
}

static void on_timer_good(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(flush_entry, opaque)); // ok: NS201
}

void start(void *opaque)
{
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, opaque);
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer_good, opaque);
}

static void helper(void *opaque)
{
    co_flush(opaque); // error: 5 NS201 "co_flush" "helper" related: "declared" related: "'helper' is called here, in 'on_bottom_half'" related: "aio_bh_schedule"
}

static void on_bottom_half(void *opaque)
{
    helper(opaque); // ok: NS201
}

void schedule(AioContext *ctx, void *opaque)
{
    aio_bh_schedule_oneshot_full(ctx, on_bottom_half, opaque, "bh");
}

static void *thread(void *opaque)
{
    co_flush(opaque); // error: 5 NS201 related: "declared" related: "thread of its own"
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    start(NULL);
    qemu_coroutine_yield(); // error: 5 NS201 "qemu_coroutine_yield" related: "declared" related: "main"
    return co_flush(NULL);  // error: 12 NS201
}

/* Nothing in the program calls it: a public function that is no coroutine function. */
int library_call(void *opaque)
{
    return co_flush(opaque); // error: 12 NS201 "library_call" "no coroutine calls" certainty: "usually"
}

int coroutine_fn library_co_call(void *opaque)
{
    return co_flush(opaque); // ok: NS201
}
