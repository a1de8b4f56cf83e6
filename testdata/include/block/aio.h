/* Excerpt of QEMU 7.2, include/block/aio.h and aio-wait.h (LGPL-2.0-or-later). */
#ifndef QEMU_AIO_H
#define QEMU_AIO_H

#include <stdbool.h>

typedef struct AioContext AioContext;
typedef void QEMUBHFunc(void *opaque);
typedef void BlockCompletionFunc(void *opaque, int ret);
typedef struct BlockAIOCB BlockAIOCB;

void aio_bh_schedule_oneshot_full(AioContext *ctx, QEMUBHFunc *cb, void *opaque, const char *name);
#define aio_bh_schedule_oneshot(ctx, cb, opaque) \
    aio_bh_schedule_oneshot_full((ctx), (cb), (opaque), (#cb))
bool aio_poll(AioContext *ctx, bool blocking);

#define AIO_WAIT_WHILE(ctx, cond) ({                               \
    bool waited_ = false;                                          \
    AioContext *ctx_ = (ctx);                                      \
    while ((cond)) {                                               \
        aio_poll(ctx_, true);                                      \
        waited_ = true;                                            \
    }                                                              \
    waited_; })

#endif
