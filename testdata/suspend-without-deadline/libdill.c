// args: --disable NS3 --disable NS404 --enable suspend-without-deadline
#include <libdill.h>

static int read_byte(int fd, int64_t deadline)
{
    return fdin(fd, deadline); // ok: NS403
}

/* The project's own form of it: its callers are to blame. */
int dill_tcp_hello(int fd, int64_t deadline);
int dill_tcp_hello(int fd, int64_t deadline)
{
    (void)deadline;
    return fdin(fd, -1); // ok: NS403
}

static coroutine void peer(int fd)
{
    fdin(fd, -1);          // warning: 5 NS403 "dill_fdin" "now() + 10000"
    fdin(fd, now() + 100); // ok: NS403
    read_byte(fd, 100);
}

int main(void)
{
    int h = go(peer(3));
    hclose(h);
    return 0;
}
