/* A time that is a parameter is decided by the callers, also over several calls; a caller that does not
 * know it makes it unbounded. */
#include <poll.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

static void back_off(unsigned us)
{
    usleep(us);
}

static void back_off_longer(int unused, unsigned us)
{
    (void)unused;
    back_off(us);
}

static int wait_for(int fd, int timeout_ms)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return poll(&p, 1, timeout_ms);
}

static int wait_forever(int fd)
{
    return wait_for(fd, -1);
}

static void rest(const struct timespec *how_long)
{
    nanosleep(how_long, NULL);
}

static void on_timer(uv_timer_t *t)
{
    struct timespec blink = {.tv_nsec = 1000000}, second = {.tv_sec = 1};
    back_off(100);             // note: 5 NS101 "usleep"
    back_off(100000);          // warning: 5 NS101 "usleep"
    back_off(*(int *)t->data); // error: 5 NS101 "usleep"
    back_off_longer(0, 100);   // note: 5 NS101 "usleep"
    back_off_longer(0, 50000); // warning: 5 NS101 "usleep"
    wait_for(3, 2);            // note: 5 NS102 "poll"
    wait_for(3, 200);          // warning: 5 NS102 "poll"
    wait_forever(3);           // error: 5 NS102 "poll"
    wait_for(3, 0);            // ok: NS102
    rest(&blink);              // note: 5 NS101 "nanosleep"
    rest(&second);             // warning: 5 NS101 "nanosleep"
    rest(t->data);             // error: 5 NS101 "nanosleep"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
