#include "blk.h"

static int both(Blk *b)
{
    if (qemu_in_coroutine())
        return blk_co_sync(b);
    return blk_sync(b); // ok: NS207
}

static void coroutine_fn copy_entry(void *opaque) // warning: 26 NS405
{
    Blk *b = opaque;
    char buf[600 * 1024];
    memset(buf, 0, sizeof(buf));
    if (blk_try(b) < 0)
        b->err = both(b);
    b->err += blk_sync(b); // error: 15 NS207
    b->n = buf[3];
}

static void coroutine_fn small_entry(void *opaque) // ok: NS405
{
    Blk *b = opaque;
    char buf[64 * 1024];
    memset(buf, 0, sizeof(buf));
    b->err = blk_co_sync(b); // ok: NS207
    b->n = buf[3];
}

static void on_done(void *opaque, int ret)
{
    Blk *b = opaque;
    b->err = ret;
}

int blk_start(Blk *b);
int blk_start(Blk *b)
{
    qemu_coroutine_enter(qemu_coroutine_create(copy_entry, b));
    qemu_coroutine_enter(qemu_coroutine_create(small_entry, b));
    blk_complete(b, on_done, b);
    return blk_sync(b); // ok: NS207
}
