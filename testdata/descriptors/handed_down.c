/* Through a parameter: the helper's callers decide. */
// args: --min-certainty depends
#include <sys/socket.h>
#include <uv.h>

static int fill(int fd, char *buf)
{
    return (int)recv(fd, buf, 8, 0);
}

static void on_tick(uv_timer_t *t)
{
    char buf[8];
    int slow = socket(AF_INET, SOCK_STREAM, 0);
    int fast = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    (void)t;
    fill(slow, buf); // error: 5 NS102 step: "recv" certainty: "always"
    fill(fast, buf); // ok: NS102
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
