/* A constant decides how long a sleep or a wait can stall: below 10 ms it is short, else long; without
 * a limit, or with one that is not known, unbounded. */
#include <poll.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#define PAUSE_MS 20

enum { RETRY_US = 9999, BACK_OFF_US = 10000 };

static void on_sleeps(uv_timer_t *t)
{
    const unsigned pause_us = 3 * 1000;
    unsigned once = 500000;
    usleep(5000);             // note: 5 NS101 "usleep"
    usleep(200000);           // warning: 5 NS101 "usleep"
    usleep(RETRY_US);         // note: 5 NS101 "usleep"
    usleep(BACK_OFF_US);      // warning: 5 NS101 "usleep"
    usleep(pause_us);         // note: 5 NS101 "usleep"
    usleep(once);             // warning: 5 NS101 "usleep"
    usleep(PAUSE_MS * 1000);  // warning: 5 NS101 "usleep"
    sleep(1);                 // warning: 5 NS101 "sleep"
    uv_sleep(9);              // note: 5 NS101 "uv_sleep"
    uv_sleep(10);             // warning: 5 NS101 "uv_sleep"
    usleep(*(int *)t->data);  // error: 5 NS101 "usleep"
    pause();                  // error: 5 NS101 "pause"
    usleep(0);                // ok: NS101
}

static void on_waits(uv_timer_t *t)
{
    struct pollfd p = {.fd = 3, .events = POLLIN};
    struct epoll_event e;
    int soon = 5, never = -1, changes = 5;
    if (t->data)
        changes = *(int *)t->data;
    poll(&p, 1, 5);               // note: 5 NS102 "poll"
    poll(&p, 1, 50);              // warning: 5 NS102 "poll"
    poll(&p, 1, -1);              // error: 5 NS102 "poll"
    poll(&p, 1, soon);            // note: 5 NS102 "poll"
    poll(&p, 1, never);           // error: 5 NS102 "poll"
    poll(&p, 1, changes);         // error: 5 NS102 "poll"
    epoll_wait(3, &e, 1, 1);      // note: 5 NS102 "epoll_wait"
    epoll_wait(3, &e, 1, 1000);   // warning: 5 NS102 "epoll_wait"
    epoll_wait(3, &e, 1, -1);     // error: 5 NS102 "epoll_wait"
    poll(&p, 1, 0);               // ok: NS102
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_sleeps, 0, 0);
    uv_timer_start(t, on_waits, 0, 0);
}
