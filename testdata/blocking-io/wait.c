/* Calls that wait for readiness: with a timeout of zero they only ask. */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <uv.h>

static void on_bad(uv_poll_t *h, int status, int events)
{
    struct pollfd p = {.fd = 3, .events = POLLIN};
    struct epoll_event e;
    struct timeval soon = {.tv_sec = 1};
    fd_set set;
    (void)h, (void)status, (void)events;
    FD_ZERO(&set);
    poll(&p, 1, -1);                    // error: 5 NS102 "poll" certainty: "always"
    poll(&p, 1, 100);                   // warning: 5 NS102 "poll"
    epoll_wait(3, &e, 1, -1);           // error: 5 NS102 "epoll_wait"
    select(4, &set, NULL, NULL, NULL);  // error: 5 NS102 "select"
    select(4, &set, NULL, NULL, &soon); // warning: 5 NS102 "select"
}

static void on_good(uv_poll_t *h, int status, int events)
{
    struct pollfd p = {.fd = 3, .events = POLLIN};
    struct epoll_event e;
    struct timeval now = {0, 0};
    fd_set set;
    (void)h, (void)status, (void)events;
    FD_ZERO(&set);
    poll(&p, 1, 0);                    // ok: NS102
    epoll_wait(3, &e, 1, 0);           // ok: NS102
    select(4, &set, NULL, NULL, &now); // ok: NS102
}

void start(uv_poll_t *h)
{
    uv_poll_start(h, UV_READABLE, on_bad);
    uv_poll_start(h, UV_READABLE, on_good);
}
