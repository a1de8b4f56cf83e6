// args: --disable NS1 --disable NS2 --disable NS4
/* Coroutines of QEMU are never cancelled: what stands behind a wait is reached. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "block/block-io.h"

int coroutine_fn co_entry(BdrvChild *child);

static void free_it(char **p)
{
    free(*p);
}

int coroutine_fn co_entry(BdrvChild *child)
{
    __attribute__((cleanup(free_it))) char *q = malloc(10); // ok: NS301
    char *p = malloc(10);
    qemu_coroutine_yield();
    int rc = bdrv_co_pread(child, 0, 10, p, 0);
    if (rc < 0)
        return rc; // ok: NS302
    qemu_coroutine_yield(); // ok: NS304
    free(p);                // ok: NS301
    return q != NULL;
}
