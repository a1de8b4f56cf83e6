// args: --min-certainty depends
/* MSG_DONTWAIT makes one call non-blocking, whatever the descriptor is. */
#include <sys/socket.h>
#include <uv.h>

static void on_ready(uv_poll_t *h, int status, int events)
{
    int fd = *(int *)h->data;
    int quiet = MSG_NOSIGNAL | MSG_DONTWAIT;
    char buf[16];
    (void)status, (void)events;
    recv(fd, buf, sizeof buf, 0);                           // error: 5 NS102 "recv" certainty: "depends"
    recv(fd, buf, sizeof buf, MSG_DONTWAIT);                // ok: NS102
    send(fd, buf, sizeof buf, MSG_NOSIGNAL);                // error: 5 NS102 "send"
    send(fd, buf, sizeof buf, MSG_NOSIGNAL | MSG_DONTWAIT); // ok: NS102
    send(fd, buf, sizeof buf, quiet);                       // ok: NS102
}

void start(uv_poll_t *h)
{
    uv_poll_start(h, UV_READABLE, on_ready);
}
