/* uv_poll_init makes the descriptor non-blocking that it is given. */
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <uv.h>

static int polled, other;
static uv_poll_t handle;
static uv_timer_t timer;

static void on_timer(uv_timer_t *t)
{
    uint64_t n;
    (void)t;
    read(polled, &n, sizeof n); // ok: NS102
    read(other, &n, sizeof n); // error: 5 NS102 "read"
}

void start(uv_loop_t *loop)
{
    polled = eventfd(0, 0);
    other = eventfd(0, 0);
    uv_poll_init(loop, &handle, polled);
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 1, 1);
}
