/* Functions that are coroutines by where they are stored or passed. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

typedef struct Driver {
    int coroutine_fn (*co_flush)(void *opaque);
    int coroutine_fn (*co_close)(void *opaque);
} Driver;

static int flush(void *opaque) // warning: 12 NS203 "'flush'" related: "field 'co_flush' of 'Driver'"
{
    qemu_coroutine_yield();
    return opaque != NULL;
}

static int coroutine_fn close_marked(void *opaque) // ok: NS203
{
    qemu_coroutine_yield();
    return opaque != NULL;
}

const Driver driver = {.co_flush = flush, .co_close = close_marked};

static void entry(void *opaque) // warning: 13 NS203 "'entry'" "'driver->co_flush'" related: "declared coroutine_fn" related: "qemu_coroutine_create"
{
    const Driver *driver = opaque;
    driver->co_flush(opaque);
}

void start(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(entry, opaque));
}
