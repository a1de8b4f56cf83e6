/* Timers of the kernel: a member of a member, set by itself, with a cleared struct, from a clock. */
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>

void initialised(int fd);
void initialised(int fd)
{
    struct itimerspec t = {.it_value = {.tv_sec = 5}};
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &t, NULL); // warning: 5 NS404 "timerfd_settime"
    timerfd_settime(fd, 0, &t, NULL);                 // ok: NS404
}

void cleared(int fd);
void cleared(int fd)
{
    struct itimerspec t;
    memset(&t, 0, sizeof t);
    t.it_value.tv_sec = 3;
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &t, NULL); // warning: 5 NS404
}

void disarmed(int fd);
void disarmed(int fd)
{
    struct itimerspec t;
    memset(&t, 0, sizeof t);
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &t, NULL); // ok: NS404
}

void from_clock(int fd);
void from_clock(int fd)
{
    struct itimerspec t;
    struct timespec now;
    memset(&t, 0, sizeof t);
    clock_gettime(CLOCK_MONOTONIC, &now);
    t.it_value.tv_sec = now.tv_sec + 3;
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &t, NULL); // ok: NS404
    timerfd_settime(fd, 0, &t, NULL);                 // warning: 5 NS404 "wants a length of time"
}

void filled(int fd, struct timespec at);
void filled(int fd, struct timespec at)
{
    struct itimerspec t;
    memset(&t, 0, sizeof t);
    t.it_value = at;
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &t, NULL); // ok: NS404
}

void written(int fd);
void written(int fd)
{
    struct itimerspec t;
    memset(&t, 0, sizeof t);
    clock_gettime(CLOCK_MONOTONIC, &t.it_value);
    t.it_value.tv_sec += 3;
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &t, NULL); // ok: NS404
}
