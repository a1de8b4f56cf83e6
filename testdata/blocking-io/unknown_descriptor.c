/* Nothing is known of the descriptor: that is not shown by default. */
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static void on_ready(uv_poll_t *h, int status, int events)
{
    int fd = *(int *)h->data;
    char buf[16];
    (void)status, (void)events;
    recv(fd, buf, sizeof buf, 0); // ok: NS102
    read(fd, buf, sizeof buf);    // ok: NS102
}

void start(uv_poll_t *h)
{
    uv_poll_start(h, UV_READABLE, on_ready);
}
