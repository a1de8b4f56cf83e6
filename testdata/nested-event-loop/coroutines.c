/* aio_poll is forbidden in coroutines only. */
#include "qemu/osdep.h"
#include "block/block-io.h"

void coroutine_fn job_run(AioContext *ctx);
void job_wait(AioContext *ctx);

void coroutine_fn job_run(AioContext *ctx)
{
    aio_poll(ctx, true); // error: 5 NS204 "aio_poll"
}

void job_wait(AioContext *ctx)
{
    aio_poll(ctx, true); // ok: NS204
}
