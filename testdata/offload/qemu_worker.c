// args: --disable NS203
/* The text of a macro runs on a thread of the pool, between two yields. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

#include <unistd.h>

void to_worker(Coroutine *co);

#define v9fs_co_run_in_worker(code_block)                                                          \
    do {                                                                                           \
        to_worker(qemu_coroutine_self());                                                          \
        qemu_coroutine_yield();                                                                    \
        code_block;                                                                                \
        qemu_coroutine_yield();                                                                    \
    } while (0)

struct ops {
    int (*sync)(int fd);
};

static int sync_disk(int fd)
{
    return fsync(fd); // ok: NS106
}

static int sync_here(int fd)
{
    return fsync(fd); // warning: 12 NS106
}

static const struct ops ops = {sync_disk}, direct = {sync_here};

int coroutine_fn co_sync(int fd);
int coroutine_fn co_sync(int fd)
{
    int err;
    v9fs_co_run_in_worker({
        fsync(fd); // ok: NS106
        err = ops.sync(fd);
    });
    fsync(fd); // warning: 5 NS106
    return err + direct.sync(fd);
}
