/* QEMU: coroutines that outlive their creator, bottom halves, timers; polling until it is done. */
#include <qemu/osdep.h>

#include <block/aio.h>
#include <qemu/coroutine.h>
#include <stddef.h>

typedef struct {
    int ret;
    bool done;
} Operation;

static void coroutine_fn flush_entry(void *opaque)
{
    Operation *op = opaque;
    qemu_coroutine_yield();
    op->done = true;
}

/* Never suspends: it is over when qemu_coroutine_enter returns. */
static void coroutine_fn short_entry(void *opaque)
{
    Operation *op = opaque;
    op->done = true;
}

static void done_bh(void *opaque)
{
    Operation *op = opaque;
    op->done = true;
}

void outlived(void)
{
    Operation op = {0};
    qemu_coroutine_enter(qemu_coroutine_create(flush_entry, &op)); // warning: 26 NS306 "address of 'op'"
}

int polled(AioContext *ctx)
{
    Operation op = {0};
    Coroutine *co = qemu_coroutine_create(flush_entry, &op); // ok: NS306
    qemu_coroutine_enter(co);
    AIO_WAIT_WHILE(ctx, !op.done);
    return op.ret;
}

int over_at_once(void)
{
    Operation op = {0};
    Coroutine *co = qemu_coroutine_create(short_entry, &op); // ok: NS306
    qemu_coroutine_enter(co);
    return op.ret;
}

void scheduled(AioContext *ctx)
{
    Operation op = {0};
    aio_bh_schedule_oneshot(ctx, done_bh, &op); // warning: 5 NS306 "address of 'op'" "aio_bh_schedule_oneshot"
}

int coroutine_fn waited_for(AioContext *ctx)
{
    Operation op = {0};
    aio_bh_schedule_oneshot(ctx, done_bh, &op); // ok: NS306
    qemu_coroutine_yield();
    return op.ret;
}
