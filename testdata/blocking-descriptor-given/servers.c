/* Listeners and connections as servers make them: helpers with flags, error gotos, descriptors in structs. */
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/util.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
    struct event_base *base;
    int epoll, listener;
    struct bufferevent *admin;
};

struct conn {
    int fd;
    struct bufferevent *bev;
};

static int set_nonblocking(int fd)
{
    int flags = fcntl(fd, F_GETFL, 0);
    if (flags < 0)
        return -1;
    return fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

static void conn_set_nonblocking(struct conn *c)
{
    set_nonblocking(c->fd);
}

static int make_listener(int nonblock)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0)
        goto fail;
    if (nonblock && set_nonblocking(fd) < 0)
        goto fail;
    if (listen(fd, 128) < 0)
        goto fail;
    return fd;
fail:
    close(fd);
    return -1;
}

int watch_listener(struct server *s);
int watch_listener(struct server *s)
{
    struct epoll_event ev = {.events = EPOLLIN | EPOLLET, .data.ptr = s};
    int fd = make_listener(0);
    if (fd < 0)
        return -1;
    return epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &ev); // warning: 12 NS111 "epoll_ctl"
}

int watch_listener_well(struct server *s);
int watch_listener_well(struct server *s)
{
    struct epoll_event ev = {.events = EPOLLIN | EPOLLET, .data.ptr = s};
    s->listener = make_listener(1);
    if (s->listener < 0)
        return -1;
    return epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->listener, &ev); // ok: NS111
}

int accept_conn(struct server *s, struct conn *c);
int accept_conn(struct server *s, struct conn *c)
{
    struct epoll_event ev = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
    c->fd = accept(s->listener, NULL, NULL);
    if (c->fd < 0)
        return -1;
    if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, c->fd, &ev) < 0) { // warning: 9 NS111 "epoll_ctl"
        close(c->fd);
        return -1;
    }
    return 0;
}

int accept_conn_well(struct server *s, struct conn *c);
int accept_conn_well(struct server *s, struct conn *c)
{
    struct epoll_event ev = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
    c->fd = accept4(s->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (c->fd < 0)
        return -1;
    return epoll_ctl(s->epoll, EPOLL_CTL_ADD, c->fd, &ev); // ok: NS111
}

int accept_conn_helper(struct server *s, struct conn *c);
int accept_conn_helper(struct server *s, struct conn *c)
{
    struct epoll_event ev = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
    c->fd = accept(s->listener, NULL, NULL);
    if (c->fd < 0)
        return -1;
    conn_set_nonblocking(c);
    return epoll_ctl(s->epoll, EPOLL_CTL_ADD, c->fd, &ev); // ok: NS111
}

static struct bufferevent *conn_open(struct server *s, struct conn *c, int fd)
{
    c->fd = fd;
    c->bev = bufferevent_socket_new(s->base, fd, BEV_OPT_CLOSE_ON_FREE); // ok: NS111
    return c->bev;
}

int pair(struct server *s, struct conn *a, struct conn *b);
int pair(struct server *s, struct conn *a, struct conn *b)
{
    int fds[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0)
        return -1;
    evutil_make_socket_nonblocking(fds[0]);
    if (!conn_open(s, a, fds[0]) || !conn_open(s, b, fds[1])) // warning: 38 NS111 "conn_open"
        return -1;
    s->admin = bufferevent_socket_new(s->base, socket(AF_UNIX, SOCK_STREAM, 0), 0); // warning: 16 NS111
    return s->admin ? 0 : -1;
}
