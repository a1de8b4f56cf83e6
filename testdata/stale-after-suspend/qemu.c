// args: --disable NS1 --disable NS203
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

#include <errno.h>
#include <unistd.h>

int coroutine_fn co_fetch(int fd);
int coroutine_fn co_fetch(int fd)
{
    char c;
    ssize_t n = read(fd, &c, 1);
    if (n < 0) {
        qemu_coroutine_yield();
        return -errno; // warning: 17 NS308
    }
    n = read(fd, &c, 1);
    if (n < 0) {
        int ret = -errno; // ok: NS308
        qemu_coroutine_yield();
        return ret;
    }
    return 0;
}
