#ifndef BLK_H
#define BLK_H
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "block/aio.h"
#ifndef no_coroutine_fn
#define no_coroutine_fn
#endif
typedef struct Blk { int fd, err, n; char name[16]; } Blk;
int no_coroutine_fn blk_sync(Blk *b);
int blk_try(Blk *b);
int coroutine_fn blk_co_sync(Blk *b);
void blk_complete(Blk *b, BlockCompletionFunc *cb, void *opaque);
#endif
