/* A block driver: marked functions behind helpers, guards and bottom halves. */
#include <stddef.h>
#include <stdbool.h>
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "block/aio.h"

#ifndef no_coroutine_fn
#define no_coroutine_fn
#endif

typedef struct State {
    AioContext *ctx;
    Coroutine *co;
    int fd, ret;
    bool closing;
} State;

int no_coroutine_fn state_open_sync(State *s, int flags);
void no_coroutine_fn state_drain(State *s);

int no_coroutine_fn state_open_sync(State *s, int flags)
{
    s->fd = flags;
    return s->ctx ? 0 : -1;
}

void no_coroutine_fn state_drain(State *s)
{
    while (!s->closing)
        s->ret++;
}

static int reopen(State *s)
{
    if (s->fd >= 0)
        return 0;
    return state_open_sync(s, 1); // error: 12 NS207 "call to 'state_open_sync'"
}

static int coroutine_fn state_co_retry(State *s)
{
    int ret, tries = 3;
retry:
    ret = reopen(s);
    if (ret < 0 && tries--)
        goto retry;
    if (ret < 0)
        goto fail;
    return 0;
fail:
    state_drain(s); // error: 5 NS207 "state_drain"
    return ret;
}

static void drain_bh(void *opaque)
{
    State *s = opaque;
    state_drain(s); // ok: NS207
    aio_co_wake(s->co);
}

static int coroutine_fn state_co_close(State *s)
{
    s->co = qemu_coroutine_self();
    aio_bh_schedule_oneshot(s->ctx, drain_bh, s);
    qemu_coroutine_yield();
    return s->ret;
}

int coroutine_fn state_co_flush(State *s);
int coroutine_fn state_co_flush(State *s)
{
    int ret = state_co_retry(s);
    if (ret)
        return ret;
    return state_co_close(s);
}

static int open_any(State *s)
{
    if (qemu_in_coroutine())
        return state_co_flush(s);
    return state_open_sync(s, 2); // ok: NS207
}

static void coroutine_fn open_entry(void *opaque)
{
    State *s = opaque;
    s->ret = open_any(s);
    if (s->closing)
        state_drain(s); // error: 9 NS207 "state_drain"
}

int state_start(State *s);
int state_start(State *s)
{
    s->co = qemu_coroutine_create(open_entry, s);
    qemu_coroutine_enter(s->co);
    state_drain(s); // ok: NS207
    return open_any(s);
}
