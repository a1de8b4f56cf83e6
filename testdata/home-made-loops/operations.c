/* The wait is behind a table of operations, as where a program can use epoll or poll. */
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

struct backend;
struct operations {
    int (*wait)(struct backend *b);
    void (*close)(struct backend *b);
};
struct backend {
    const struct operations *ops;
    int ep;
    struct epoll_event ready[16];
    struct pollfd fds[16];
    nfds_t len;
};

static int wait_epoll(struct backend *b)
{
    return epoll_wait(b->ep, b->ready, 16, -1); // ok: NS102
}

static int wait_poll(struct backend *b)
{
    return poll(b->fds, b->len, -1); // ok: NS102
}

static void close_epoll(struct backend *b)
{
    close(b->ep);
    sleep(1); // ok: NS101
}

static const struct operations by_epoll = {wait_epoll, close_epoll}, by_poll = {wait_poll, 0};

static void sweep(void)
{
    sleep(1);
}

void run(struct backend *b, int old)
{
    b->ops = old ? &by_poll : &by_epoll;
    while (b->ops->wait(b) >= 0)
        sweep(); // warning: 9 NS101 "sweep"
    b->ops->close(b);
}
