/* What the helper that waits is handed, and calls for what is ready, runs on the loop. */
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <unistd.h>

static struct pollfd fds[16];
static nfds_t len;
static int ep;

static void show(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1); // warning: 5 NS101 related: "called through 'each_ready' in 'serve'"
}

static int each_ready(int timeout, void (*ready)(int))
{
    int n = poll(fds, len, timeout);
    for (nfds_t i = 0; i < len; i++)
        if (fds[i].revents)
            ready(fds[i].fd);
    return n;
}

void serve(void)
{
    while (each_ready(-1, show) >= 0)
        continue;
}

/* The ways to wait are in a table. */
struct backend {
    const char *name;
    int (*wait)(int timeout, void (*ready)(int));
};

static int by_poll(int timeout, void (*ready)(int))
{
    int n = poll(fds, len, timeout);
    for (nfds_t i = 0; i < len; i++)
        if (fds[i].revents)
            ready(fds[i].fd);
    return n;
}

static int by_epoll(int timeout, void (*ready)(int))
{
    struct epoll_event events[16];
    int n = epoll_wait(ep, events, 16, timeout);
    for (int i = 0; i < n; i++)
        ready(events[i].data.fd);
    return n;
}

static const struct backend backends[] = {{"poll", by_poll}, {"epoll", by_epoll}};
static const struct backend *backend = &backends[0];

static void dispatch(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1); // warning: 5 NS101 related: "in 'serve_by_backend'"
}

void choose(int number)
{
    backend = &backends[number];
}

void serve_by_backend(void)
{
    for (;;)
        backend->wait(-1, dispatch);
}

/* The twins: handed to what waits for one, once; what is handed before the loop. */
static void greet(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1); // ok: NS101
}

static void once(int fd, void (*ready)(int))
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, -1) > 0)
        ready(fd);
}

void client(int fd)
{
    for (int i = 0; i < 3; i++)
        once(fd, greet);
}

/* Handed on through a pointer, two helpers down. */
struct loop;

struct operations {
    int (*wait)(struct loop *l, void (*ready)(struct loop *, int));
};

struct loop {
    const struct operations *operations;
    int ep;
};

static int wait_by_epoll(struct loop *l, void (*ready)(struct loop *, int))
{
    struct epoll_event events[16];
    int n = epoll_wait(l->ep, events, 16, -1);
    for (int i = 0; i < n; i++)
        ready(l, events[i].data.fd);
    return n;
}

static const struct operations epoll_operations = {wait_by_epoll};

static int wait_in(struct loop *l, void (*ready)(struct loop *, int))
{
    return l->operations->wait(l, ready);
}

static void got(struct loop *l, int fd)
{
    lseek(l->ep, fd, SEEK_CUR);
    sleep(1); // warning: 5 NS101 related: "in 'run'"
}

void run(struct loop *l)
{
    l->operations = &epoll_operations;
    while (wait_in(l, got) >= 0)
        continue;
}
