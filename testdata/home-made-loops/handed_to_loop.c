/* What a function was handed, and its event loop calls, is on that loop, whoever handed it over. */
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

typedef void (*event_fn)(void *context, int fd);

static void each_ready(const struct epoll_event *events, int len, event_fn ready)
{
    for (int i = 0; i < len; i++)
        ready(0, events[i].data.fd);
}

static void on_event(void *context, int fd)
{
    (void)context;
    lseek(fd, 0, SEEK_CUR);
    sleep(1); // warning: 5 NS101 related: "called through 'ready' in 'serve'"
}

static void on_accept(void *context, int fd)
{
    (void)context;
    lseek(fd, 0, SEEK_CUR);
    sleep(1); // warning: 5 NS101 related: "called through 'each_ready' in 'serve_all'"
}

static void begun(void *context, int fd)
{
    (void)context;
    lseek(fd, 0, SEEK_CUR);
    sleep(1); // ok: NS101
}

static void serve(int ep, event_fn first, event_fn ready)
{
    struct epoll_event events[8];
    first(0, ep);
    for (;;) {
        int n = epoll_wait(ep, events, 8, -1);
        for (int i = 0; i < n; i++)
            ready(0, events[i].data.fd);
    }
}

static void serve_all(int ep, event_fn ready)
{
    struct epoll_event events[8];
    for (;;)
        each_ready(events, epoll_wait(ep, events, 8, -1), ready);
}

static void start(int ep, event_fn ready)
{
    serve_all(ep, ready);
}

/* The twins: handed to what goes through data, and to what waits for one. */
static void each(int n, event_fn f)
{
    for (int i = 0; i < n; i++)
        f(0, i);
}

static void ask(int fd, event_fn f)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    while (poll(&p, 1, -1) > 0)
        f(0, fd);
}

int main(int argc, char **argv)
{
    (void)argv;
    each(3, begun);
    ask(3, begun);
    if (argc > 1)
        start(epoll_create1(0), on_accept);
    serve(epoll_create1(0), begun, on_event);
    return 0;
}
