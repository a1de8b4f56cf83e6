/* A callback that runs because its descriptor can be read: once, reading that takes what is there. */
#include "event2/event.h"
#include <errno.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
    int fd;
    int other;
};

static int wake_fd, twice_fd, loop_fd, timer_fd, write_fd, called_fd, helped_fd, below_fd, ways_fd,
    retried_fd, full_fd;
static struct conn the_conn;
static char buf[64];

static void on_param(evutil_socket_t fd, short what, void *arg)
{
    read(fd, buf, 1); // ok: NS102
}

static void on_wake(evutil_socket_t fd, short what, void *arg)
{
    read(wake_fd, buf, 1); // ok: NS102
    write(1, buf, 1);
    read(twice_fd, buf, 1); // error: 5 NS102 "read"
}

static void on_twice(evutil_socket_t fd, short what, void *arg)
{
    read(twice_fd, buf, 1); // ok: NS102
    read(twice_fd, buf, 1); // error: 5 NS102 "read"
}

static void on_loop(evutil_socket_t fd, short what, void *arg)
{
    while (read(loop_fd, buf, 1) > 0) // error: 12 NS102 "read"
        ;
}

/* What has failed has taken nothing, so that it may be tried again. */
static void on_retried(evutil_socket_t fd, short what, void *arg)
{
    ssize_t n;
    do {
        n = read(retried_fd, buf, 1); // ok: NS102
    } while (n == -1 && errno == EINTR);
}

static void on_retried_first(evutil_socket_t fd, short what, void *arg)
{
    ssize_t n = -1;
    while (n < 0) // note: 5 NS402
        n = read(retried_fd, buf, 1); // ok: NS102
}

static void on_full(evutil_socket_t fd, short what, void *arg)
{
    ssize_t n;
    do {
        n = read(full_fd, buf, 1); // error: 13 NS102 "read"
    } while (n == 1 || (n == -1 && errno == EINTR));
}

static void on_any_result(evutil_socket_t fd, short what, void *arg)
{
    ssize_t n;
    do {
        n = read(full_fd, buf, 1); // error: 13 NS102 "read"
    } while (n == -1 || arg);
}

/* One read on each way. */
static void on_ways(evutil_socket_t fd, short what, void *arg)
{
    if (arg)
        read(ways_fd, buf, 1); // ok: NS102
    else
        read(ways_fd, buf, 2); // ok: NS102
}

/* It is also called when time has come, for nothing. */
static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    read(timer_fd, buf, 1); // error: 5 NS102 "read"
}

static void on_writable(evutil_socket_t fd, short what, void *arg)
{
    read(write_fd, buf, 1); // error: 5 NS102 "read"
}

static void on_called(evutil_socket_t fd, short what, void *arg)
{
    read(called_fd, buf, 1); // error: 5 NS102 "read"
}

static void take(int fd)
{
    read(fd, buf, 1);
}

static void take_all(int fd)
{
    while (read(fd, buf, 1) == 1)
        ;
}

static void take_below(void)
{
    read(below_fd, buf, 1);
}

static void on_helped(evutil_socket_t fd, short what, void *arg)
{
    take(helped_fd); // ok: NS102
    take(helped_fd); // error: 5 NS102 step: "read"
}

static void on_all(evutil_socket_t fd, short what, void *arg)
{
    take_all(helped_fd); // error: 5 NS102 step: "read"
}

static void on_below(evutil_socket_t fd, short what, void *arg)
{
    take_below(); // ok: NS102
}

static void on_conn(evutil_socket_t fd, short what, void *arg)
{
    struct conn *c = arg;
    recv(c->fd, buf, 1, 0);              // ok: NS102
    recv(c->other, buf, 1, MSG_WAITALL); // error: 5 NS102 "recv"
}

static void on_conn_all(evutil_socket_t fd, short what, void *arg)
{
    struct conn *c = arg;
    recv(c->fd, buf, 1, MSG_WAITALL); // error: 5 NS102 "recv"
}

static void watch(struct event_base *base, int fd, event_callback_fn f)
{
    event_add(event_new(base, fd, EV_READ | EV_PERSIST, f, NULL), NULL);
}

int main(void)
{
    struct event_base *base = event_base_new();
    int p[2], q[2];

    if (pipe(p) || pipe(q))
        return 1;
    wake_fd = p[0];
    watch(base, p[0], on_wake);
    watch(base, q[0], on_param);
    twice_fd = eventfd(0, 0);
    loop_fd = eventfd(0, 0);
    timer_fd = eventfd(0, 0);
    write_fd = eventfd(0, 0);
    called_fd = eventfd(0, 0);
    helped_fd = eventfd(0, 0);
    below_fd = eventfd(0, 0);
    ways_fd = eventfd(0, 0);
    retried_fd = eventfd(0, 0);
    full_fd = eventfd(0, 0);
    watch(base, twice_fd, on_twice);
    watch(base, loop_fd, on_loop);
    watch(base, ways_fd, on_ways);
    watch(base, retried_fd, on_retried);
    watch(base, retried_fd, on_retried_first);
    watch(base, full_fd, on_full);
    watch(base, full_fd, on_any_result);
    watch(base, timer_fd, on_timer);
    event_add(event_new(base, -1, EV_PERSIST, on_timer, NULL), NULL);
    event_add(event_new(base, write_fd, EV_WRITE, on_writable, NULL), NULL);
    watch(base, called_fd, on_called);
    on_called(called_fd, EV_READ, NULL);
    watch(base, helped_fd, on_helped);
    watch(base, helped_fd, on_all);
    watch(base, below_fd, on_below);
    the_conn.fd = socket(AF_INET, SOCK_STREAM, 0);
    the_conn.other = socket(AF_INET, SOCK_STREAM, 0);
    event_add(event_new(base, the_conn.fd, EV_READ, on_conn, &the_conn), NULL);
    event_add(event_new(base, the_conn.fd, EV_READ, on_conn_all, &the_conn), NULL);
    return event_base_dispatch(base);
}
