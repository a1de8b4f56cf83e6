/* A call through a pointer that is declared for coroutine functions. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/timer.h"

typedef struct Driver {
    int coroutine_fn (*co_flush)(void *opaque);
    int (*flush)(void *opaque);
    int (*close)(void *opaque);
} Driver;

static Driver *driver;

static void on_timer(void *opaque)
{
    driver->flush(opaque);    // ok: NS201
    driver->co_flush(opaque); // error: 13 NS201 "driver->co_flush" related: "field 'co_flush' of 'Driver' is declared coroutine_fn"
}

/* Stored as a plain function; who calls it is not seen. */
static int plain_flush(void *opaque)
{
    return driver->co_flush(opaque); // error: 20 NS201 certainty: "usually" related: "declared" related: "address of 'plain_flush'"
}

/* What becomes of it nobody knows. */
static void *hidden_flush(void)
{
    driver->co_flush(NULL); // ok: NS201
    return NULL;
}

void remember(void *what);

void fill(Driver *d)
{
    d->close = plain_flush;
    remember((void *)hidden_flush);
}

static void coroutine_fn entry(void *opaque)
{
    driver->co_flush(opaque); // ok: NS201
}

void start(void *opaque)
{
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, opaque);
    qemu_coroutine_enter(qemu_coroutine_create(entry, opaque));
}
