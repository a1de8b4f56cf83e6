#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/util.h>
#include <stddef.h>
#include <sys/socket.h>

static void answer(struct evdns_server_request *req, void *data)
{
    (void)req;
    (void)data;
}

static int open_socket(int flags)
{
    return socket(AF_INET, SOCK_DGRAM | flags, 0);
}

/* What callers give: one of them is wrong. */
static void serve(struct event_base *base, evutil_socket_t fd)
{
    evdns_add_server_port_with_base(base, fd, 0, answer, NULL); // ok: NS111
}

/* No caller is right. */
static void serve_plain(struct event_base *base, evutil_socket_t fd)
{
    evdns_add_server_port_with_base(base, fd, 0, answer, NULL); // warning: 5 NS111 "evdns_add_server_port_with_base" related: "'start' gives it to 'serve_plain'"
}

void start(struct event_base *base, struct bufferevent *known);
void start(struct event_base *base, struct bufferevent *known)
{
    evutil_socket_t plain = socket(AF_INET, SOCK_STREAM, 0), made = socket(AF_INET, SOCK_DGRAM, 0);
    evutil_socket_t later = socket(AF_INET, SOCK_STREAM, 0);
    evdns_add_server_port_with_base(base, plain, 0, answer, NULL); // warning: 5 NS111 "is given a descriptor that blocks"
    evutil_make_socket_nonblocking(made);
    evdns_add_server_port_with_base(base, made, 0, answer, NULL);          // ok: NS111
    evdns_add_server_port_with_base(base, open_socket(0), 0, answer, NULL); // warning: 5 NS111
    evdns_add_server_port_with_base(base, open_socket(SOCK_NONBLOCK), 0, answer, NULL); // ok: NS111
    bufferevent_socket_new(base, later, 0);                                 // ok: NS111
    bufferevent_socket_new(base, -1, 0);                                    // ok: NS111
    bufferevent_setfd(known, socket(AF_INET, SOCK_STREAM, 0));              // warning: 5 NS111 "bufferevent_setfd"
    evconnlistener_new(base, NULL, NULL, 0, 1, socket(AF_INET, SOCK_STREAM, 0)); // warning: 5 NS111
    evutil_make_socket_nonblocking(later);
    serve(base, socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
    serve(base, socket(AF_INET, SOCK_DGRAM, 0)); // warning: 5 NS111 "'serve' is given a descriptor that blocks"
    serve_plain(base, socket(AF_INET, SOCK_DGRAM, 0));
}
