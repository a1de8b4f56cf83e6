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

/* Says what has gone wrong, and leaves errno as it was. */
static void complain(const char *text)
{
    int saved = errno;
    if (write(2, text, 1) < 0)
        return;
    errno = saved;
}

/* Says errno itself, too. */
static void complain_of_it(const char *text)
{
    int saved = errno;
    if (write(saved, text, 1) < 0)
        return;
    errno = saved;
}

int coroutine_fn co_complain(int fd);
int coroutine_fn co_complain(int fd)
{
    char c;
    if (read(fd, &c, 1) < 0) {
        qemu_coroutine_yield();
        complain("read"); // ok: NS308
    }
    if (read(fd, &c, 1) < 0) {
        qemu_coroutine_yield();
        complain_of_it("read"); // warning: 9 NS308
    }
    return 0;
}

static int notify(int fd, int quiet)
{
    int ret = fsync(fd);
    if (!ret && !quiet)
        qemu_coroutine_yield();
    return ret;
}

static int notify_always(int fd)
{
    int ret = fsync(fd);
    qemu_coroutine_yield();
    return ret;
}

/* It only gives way where nothing has failed, so that errno is its own where something has. */
void coroutine_fn own_error(int fd)
{
    if (notify(fd, 0) && errno == EIO) // ok: NS308
        qemu_coroutine_yield();
    if (notify_always(fd) && errno == EIO) // warning: 30 NS308
        qemu_coroutine_yield();
}

static int notify_and_say(int fd, int len)
{
    int n = fsync(fd);
    if (n == 0)
        qemu_coroutine_yield();
    if (len)
        n = (int)read(fd, NULL, 0);
    if (n > 4)
        n = 1;
    return n;
}

/* What may fail behind it as well says why itself. */
void coroutine_fn own_error_behind(int fd)
{
    if (notify_and_say(fd, 1) < 0 && errno == EIO) // ok: NS308
        qemu_coroutine_yield();
}
