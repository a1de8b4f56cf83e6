/* One element of an array is made non-blocking, the other is not. */
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/util.h>
#include <stddef.h>
#include <sys/socket.h>
struct c {
    int fd, pair[2];
    struct bufferevent *b;
};
static struct bufferevent *conn_open(struct event_base *b, struct c *c, int fd)
{
    c->fd = fd;
    c->b = bufferevent_socket_new(b, fd, 0); // ok: NS111
    return c->b;
}
static void open2(struct event_base *b, int fd)
{
    bufferevent_socket_new(b, fd, 0); // ok: NS111
}
void pairs(struct event_base *b, struct c *c);
void pairs(struct event_base *b, struct c *c)
{
    int fds[2], p[2], q[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0)
        return;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, p) < 0)
        return;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, q) < 0)
        return;
    evutil_make_socket_nonblocking(p[0]);
    bufferevent_socket_new(b, p[0], 0); // ok: NS111
    bufferevent_socket_new(b, p[1], 0); // warning: 5 NS111
    evutil_make_socket_nonblocking(q[0]);
    conn_open(b, c, q[0]);
    conn_open(b, c, q[1]); // warning: 5 NS111 "conn_open"
    evutil_make_socket_nonblocking(fds[0]);
    open2(b, fds[0]);
    open2(b, fds[1]); // warning: 5 NS111 "open2"
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, c->pair) < 0)
        return;
    evutil_make_socket_nonblocking(c->pair[1]);
    bufferevent_socket_new(b, c->pair[1], 0); // ok: NS111
    bufferevent_socket_new(b, c->pair[0], 0); // warning: 5 NS111
}
