/* connect on a datagram socket only stores the peer's address; on a stream it waits for the peer. */
#include <sys/socket.h>
#include <uv.h>

static struct sockaddr *to;
static socklen_t to_len;

static int connect_it(int fd)
{
    return connect(fd, to, to_len);
}

static void on_datagram(uv_timer_t *t)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    (void)t;
    connect(s, to, to_len); // ok: NS102
    connect_it(s);          // ok: NS102
    connect_it(socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0)); // ok: NS102
}

static void on_stream(uv_timer_t *t)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    (void)t;
    connect(s, to, to_len); // error: 5 NS102 "uv_tcp_connect"
    connect_it(s);          // error: 5 NS102 "connect_it"
}

struct link {
    int fd, other;
    int raw;
};

static int open_link(struct link *l, int raw)
{
    l->raw = raw;
    l->fd = socket(AF_PACKET, raw ? SOCK_RAW : SOCK_DGRAM, 0);
    l->other = socket(AF_PACKET, raw ? SOCK_RAW : SOCK_STREAM, 0);
    return l->fd;
}

static void on_either(uv_timer_t *t)
{
    struct link *l = t->data;
    int raw = socket(AF_INET, l->raw ? SOCK_RAW : SOCK_DGRAM | SOCK_CLOEXEC, 0),
        maybe = socket(AF_INET, l->raw ? SOCK_RAW : SOCK_STREAM, 0);
    sendto(raw, "", 1, 0, to, to_len);      // ok: NS102
    sendto(maybe, "", 1, 0, to, to_len);    // error: 5 NS102
    sendto(l->fd, "", 1, 0, to, to_len);    // ok: NS102
    sendto(l->other, "", 1, 0, to, to_len); // error: 5 NS102
}

void start(uv_timer_t *t)
{
    open_link(t->data, 1);
    uv_timer_start(t, on_either, 1, 1);
    uv_timer_start(t, on_datagram, 1, 1);
    uv_timer_start(t, on_stream, 1, 1);
}
