/* A coroutine function goes into a field, variable, table or parameter whose declaration is that of a plain function. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/timer.h"

typedef int plain_fn(void *opaque);
typedef int coroutine_fn co_fn(void *opaque);

typedef struct Driver {
    int coroutine_fn (*co_flush)(void *opaque);
    int (*flush)(void *opaque);
    co_fn *co_by_type;
    plain_fn *by_type;
    void *anything;
} Driver;

int coroutine_fn co_flush(void *opaque);
int flush(void *opaque);

static const Driver drivers[] = {
    {
        .co_flush = co_flush, // ok: NS202
        .flush = flush,       // ok: NS202
    },
    {
        .flush = co_flush, // warning: 18 NS202 "'co_flush'" "field 'flush' of 'Driver'" related: "coroutine_fn" related: "declared here"
    },
};

static int (*handler)(void *opaque) = co_flush; // warning: 39 NS202 "variable 'handler'"
static int coroutine_fn (*co_handler)(void *opaque) = co_flush; // ok: NS202
static plain_fn *table[2];

static void on_timer(void *opaque)
{
    (void)opaque;
}

static void coroutine_fn co_on_timer(void *opaque)
{
    (void)opaque;
}

void submit(int (*fn)(void *opaque), void *opaque);
void submit_co(int coroutine_fn (*fn)(void *opaque), void *opaque);
void submit_any(void *what);

void assign(Driver *d, bool plain)
{
    int (*local)(void *) = co_flush;                 // warning: 28 NS202 "variable 'local'"
    int coroutine_fn (*co_local)(void *) = co_flush; // ok: NS202
    d->by_type = co_flush;                           // warning: 5 NS202 "by_type"
    d->co_by_type = co_flush;                        // ok: NS202
    d->anything = (void *)co_flush;                  // ok: NS202
    table[1] = plain ? flush : co_flush;             // warning: 5 NS202 "table"
    submit(local, d);
    submit(co_flush, d); // warning: 12 NS202 "passed as parameter 'fn' of 'submit'"
    submit(flush, d);    // ok: NS202
    submit(              // a call over several lines: the argument counts
        co_flush,        // warning: 9 NS202
        d);
    submit_co(co_flush, d); // ok: NS202
    submit_co(co_local, d); // ok: NS202
    submit_any(co_flush);   // ok: NS202
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, d);    // ok: NS202
    timer_new_ns(QEMU_CLOCK_REALTIME, co_on_timer, d); // warning: 39 NS202 "timer_new_ns"
    if (handler == co_flush) // ok: NS202
        co_handler = NULL;
}

static void coroutine_fn entry(void *opaque)
{
    (void)opaque;
}

void start(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(entry, opaque)); // ok: NS202
}
