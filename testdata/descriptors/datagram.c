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

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_datagram, 1, 1);
    uv_timer_start(t, on_stream, 1, 1);
}
