/* The wait is behind a pointer, and some of what is stored there is not seen to wait: a backend with a system call of its
 * own, and one that only refuses. Where most do not wait, it is a table of commands, and one of them happens to wait. */
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

struct loop;
struct backend {
    int (*once)(struct loop *l, int timeout);
};
struct loop {
    const struct backend *backend;
    int ep;
    struct pollfd fds[64];
    nfds_t len;
    int stopped;
    void (*handler)(struct loop *l);
};

static int ring_enter(int ring, int timeout);

static int once_epoll(struct loop *l, int timeout)
{
    struct epoll_event events[64];
    int n = epoll_wait(l->ep, events, 64, timeout); // ok: NS102
    for (int i = 0; i < n; i++)
        l->handler(l);
    return n;
}

static int once_poll(struct loop *l, int timeout)
{
    int n = poll(l->fds, l->len, timeout); // ok: NS102
    l->handler(l);
    return n;
}

static int once_ring(struct loop *l, int timeout)
{
    return ring_enter(l->ep, timeout);
}

static int ring_enter(int ring, int timeout)
{
    return ring == timeout;
}

static int once_never(struct loop *l, int timeout)
{
    (void)l;
    (void)timeout;
    errno = ENOSYS;
    return -1;
}

static const struct backend backends[] = {{once_epoll}, {once_poll}, {once_ring}, {once_never}};

static void sweep(void)
{
    sleep(1);
}

void run(struct loop *l, int which)
{
    sleep(1); // ok: NS101
    l->backend = &backends[which];
    while (!l->stopped) {
        if (l->backend->once(l, -1) < 0)
            break;
        sweep(); // warning: 9 NS101 "sweep"
    }
    sleep(1); // ok: NS101
}

struct command {
    const char *name;
    int (*run)(struct loop *l, int arg);
};

static int help(struct loop *l, int arg)
{
    return l->stopped + arg;
}

static int version(struct loop *l, int arg)
{
    return l->stopped - arg;
}

static int attach(struct loop *l, int arg)
{
    return poll(l->fds, l->len, arg); // ok: NS102
}

static const struct command commands[] = {{"help", help}, {"version", version}, {"attach", attach}};

void run_all(struct loop *l, const int *which)
{
    int n = 0;
    while (!l->stopped) {
        const struct command *c = &commands[which[n]];
        if (c->run(l, 1) < 0)
            break;
        sweep(); // ok: NS101
        n = which[n];
    }
}
