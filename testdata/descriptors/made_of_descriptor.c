/* A descriptor that is made of another one, with flags that the callers of callers give. */
// args: --min-certainty depends
#define _GNU_SOURCE
#include <sys/socket.h>
#include <uv.h>

static int take(int listener, int flags, char *buf)
{
    int fd = accept4(listener, NULL, NULL, flags);
    return (int)recv(fd, buf, 8, 0);
}

static int take_next(int listener, int flags, char *buf)
{
    return take(listener, flags, buf);
}

static void on_tick(uv_timer_t *t)
{
    char buf[8];
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    (void)t;
    take_next(listener, SOCK_NONBLOCK, buf); // ok: NS102
    take_next(listener, 0, buf);             // error: 5 NS102 step: "recv" certainty: "always"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
