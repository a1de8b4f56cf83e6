// args: --min-certainty depends
// flags: -D_GNU_SOURCE
/* What the opening call says of the descriptor: non-blocking is silent, blocking is certain. */
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    char buf[8];
    int ends[2], fast_ends[2];
    int slow = socket(AF_INET, SOCK_STREAM, 0);
    int fast = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int event = eventfd(0, 0);
    int fast_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    int fast_timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    (void)t;
    pipe(ends);
    pipe2(fast_ends, O_NONBLOCK);
    recv(slow, buf, 8, 0);     // error: 5 NS102 "recv" certainty: "always"
    recv(fast, buf, 8, 0);     // ok: NS102
    read(event, buf, 8);       // error: 5 NS102 certainty: "always"
    read(fast_event, buf, 8);  // ok: NS102
    read(timer, buf, 8);       // error: 5 NS102 certainty: "always"
    read(fast_timer, buf, 8);  // ok: NS102
    read(ends[0], buf, 8);     // error: 5 NS102 certainty: "always"
    read(fast_ends[0], buf, 8); // ok: NS102
    int peer = accept4(fast, NULL, NULL, SOCK_NONBLOCK); // ok: NS102
    recv(peer, buf, 8, 0);                               // ok: NS102
    peer = accept4(fast, NULL, NULL, 0);                 // ok: NS102
    recv(peer, buf, 8, 0);                               // error: 5 NS102 certainty: "always"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
