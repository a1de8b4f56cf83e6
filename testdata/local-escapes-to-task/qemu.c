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

typedef struct {
    Operation *op;
    int index;
} Part;

/* What it uses later is not what it was given. */
static void coroutine_fn part_entry(void *opaque)
{
    Part *part = opaque;
    Operation *op = part->op;
    int index = part->index;
    qemu_coroutine_yield();
    op->ret = index;
}

void parts(Operation *op)
{
    for (int i = 0; i < 3; i++) {
        Part part = {op, i};
        qemu_coroutine_enter(qemu_coroutine_create(part_entry, &part)); // ok: NS306
    }
}

void driven(void)
{
    Operation op = {0};
    Coroutine *co = qemu_coroutine_create(flush_entry, &op); // ok: NS306
    qemu_coroutine_enter(co);
    qemu_coroutine_enter(co);
}

void perhaps_its_own(Operation *given)
{
    Operation own = {0};
    Operation *op = given ? given : &own;
    qemu_coroutine_enter(qemu_coroutine_create(flush_entry, op)); // ok: NS306
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
