#include "blk.h"

int no_coroutine_fn blk_sync(Blk *b)
{
    return b->err ? -1 : 0;
}

int blk_try(Blk *b)
{
    for (int i = 0; i < b->n; i++)
        if (blk_sync(b) == 0) // error: 13 NS207
            return 0;
    return -1;
}

int coroutine_fn blk_co_sync(Blk *b)
{
    qemu_coroutine_yield();
    return b->err;
}

void blk_complete(Blk *b, BlockCompletionFunc *cb, void *opaque)
{
    if (b->err)
        cb(opaque, b->err);
    cb(opaque, 0); // error: 5 NS209
}
