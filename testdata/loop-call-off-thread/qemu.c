/* A thread of a back end: main-loop calls with and without the big lock, and by a bottom half. */
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <unistd.h>
#include "qemu/osdep.h"
#include "qemu/thread.h"
#include "qemu/main-loop.h"
#include "block/aio.h"

typedef struct Backend {
    AioContext *ctx;
    int fd;
    bool up;
} Backend;

static void backend_read(void *opaque)
{
    Backend *b = opaque;
    if (!b->up)
        qemu_set_fd_handler(b->fd, NULL, NULL, NULL); // ok: NS601
}

static void backend_attach(Backend *b)
{
    qemu_set_fd_handler(b->fd, backend_read, NULL, b); // warning: 5 NS601 "qemu_set_fd_handler" step: "'backend_thread' calls 'backend_attach'"
}

static void backend_attach_locked(Backend *b)
{
    qemu_set_fd_handler(b->fd, backend_read, NULL, b); // ok: NS601
}

static void backend_attach_bh(void *opaque)
{
    Backend *b = opaque;
    qemu_set_fd_handler(b->fd, backend_read, NULL, b); // ok: NS601
}

static void *backend_thread(void *opaque)
{
    Backend *b = opaque;
    char c;
    while (read(b->fd, &c, 1) == 1 && c != '!')
        ;
    b->up = true;
    backend_attach(b);
    return NULL;
}

static void *backend_thread_bql(void *opaque)
{
    Backend *b = opaque;
    qemu_mutex_lock_iothread();
    backend_attach_locked(b);
    qemu_mutex_unlock_iothread();
    return NULL;
}

static void *backend_thread_bh(void *opaque)
{
    Backend *b = opaque;
    aio_bh_schedule_oneshot(b->ctx, backend_attach_bh, b); // ok: NS601
    return NULL;
}

void backend_start(Backend *b);
void backend_start(Backend *b)
{
    QemuThread a, c, d;
    qemu_thread_create(&a, "backend", backend_thread, b, 0);
    qemu_thread_create(&c, "backend-bql", backend_thread_bql, b, 0);
    qemu_thread_create(&d, "backend-bh", backend_thread_bh, b, 0);
}
