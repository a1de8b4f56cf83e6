/* Two names of one descriptor: what is made non-blocking under one of them is so under the other, taken before. */
#include <event2/bufferevent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

struct process {
    int fd;
    struct bufferevent *bev;
};

static bool set_nonblocking(int fd)
{
    int mode = fcntl(fd, F_GETFL, 0);
    return fcntl(fd, F_SETFL, mode | O_NONBLOCK) == 0;
}

static bool set_mode(int fd, bool nonblocking)
{
    int mode = fcntl(fd, F_GETFL, 0);
    mode = nonblocking ? (mode | O_NONBLOCK) : (mode & ~O_NONBLOCK);
    return fcntl(fd, F_SETFL, mode) == 0;
}

static void set_blocking(int fd)
{
    fcntl(fd, F_SETFL, 0);
}

void in_a_field(struct event_base *base, struct process *p)
{
    int sv[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sv) < 0)
        return;
    p->fd = sv[0];
    set_nonblocking(sv[0]);
    p->bev = bufferevent_socket_new(base, p->fd, 0); // ok: NS111
}

void the_original(struct event_base *base, struct process *p)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    p->fd = fd;
    set_nonblocking(p->fd);
    p->bev = bufferevent_socket_new(base, fd, 0); // ok: NS111
}

void by_a_parameter(struct event_base *base, struct process *p)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    p->fd = fd;
    set_mode(fd, true);
    p->bev = bufferevent_socket_new(base, p->fd, 0); // ok: NS111
}

void a_copy_of_a_copy(struct event_base *base)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), copy = fd, last = copy;
    set_nonblocking(fd);
    bufferevent_socket_new(base, last, 0); // ok: NS111
}

void the_other_end(struct event_base *base, struct process *p)
{
    int sv[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sv) < 0)
        return;
    p->fd = sv[0];
    set_nonblocking(sv[1]);
    p->bev = bufferevent_socket_new(base, p->fd, 0); // warning: 14 NS111 "bufferevent_socket_new"
}

void made_blocking_again(struct event_base *base, struct process *p)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    p->fd = fd;
    set_nonblocking(fd);
    set_blocking(fd);
    p->bev = bufferevent_socket_new(base, p->fd, 0); // warning: 14 NS111 "bufferevent_socket_new"
}

void used_again(struct event_base *base)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), first = fd;
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    set_nonblocking(fd);
    bufferevent_socket_new(base, first, 0); // warning: 5 NS111 "bufferevent_socket_new"
}

void copied_into_again(struct event_base *base)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), listener = fd;
    fd = accept(listener, NULL, NULL);
    set_nonblocking(fd);
    bufferevent_socket_new(base, listener, 0); // warning: 5 NS111 "bufferevent_socket_new"
}
