/* Excerpt of QEMU 7.2, include/block/block-io.h, block-common.h and block_int-io.h (MIT licence). */
#ifndef BLOCK_IO_H
#define BLOCK_IO_H

#include "qemu/coroutine.h"

#define generated_co_wrapper

typedef struct BdrvChild BdrvChild;
typedef struct BlockDriverState BlockDriverState;
typedef struct AioContext AioContext;
typedef int BdrvRequestFlags;

int generated_co_wrapper bdrv_pread(BdrvChild *child, int64_t offset,
                                    int64_t bytes, void *buf,
                                    BdrvRequestFlags flags);
int coroutine_fn bdrv_co_pread(BdrvChild *child, int64_t offset, int64_t bytes, void *buf,
                               BdrvRequestFlags flags);
bool aio_poll(AioContext *ctx, bool blocking);

#endif
