#include "store.h"

int store_read(void *to)
{
    qemu_coroutine_yield(); // ok: NS201
    return to != NULL;
}

int table_load(void *to)
{
    return store_read(to); // ok: NS201
}

int table_get(void *to, bool cached)
{
    if (cached)
        return 0;
    return store_read(to); // ok: NS201
}

static void coroutine_fn load_entry(void *opaque)
{
    table_load(opaque);       // ok: NS201
    table_get(opaque, false); // ok: NS201
}

void store_open(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(load_entry, opaque));
}
