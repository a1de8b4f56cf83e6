/* Flags and structs that are constants of this unit, or of another one. */
#include <sys/socket.h>
#include <time.h>
#include <uv.h>

#include "flags.h"

static const int no_wait = MSG_DONTWAIT;
static const int wait_all = MSG_WAITALL;
static const struct timespec none = {.tv_sec = 0, .tv_nsec = 0};
static struct timespec variable = {0, 0};

void set(long n);
int blocking_socket(void);

void set(long n)
{
    variable.tv_nsec = n;
}

static void on_tick(uv_timer_t *t)
{
    static const struct timespec here = {0};
    const int local = MSG_DONTWAIT;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    char c;
    (void)t;
    recv(fd, &c, 1, no_wait);       // ok: NS102
    recv(fd, &c, 1, local);         // ok: NS102
    recv(fd, &c, 1, shared_flags);  // ok: NS102
    recv(fd, &c, 1, wait_all);      // error: 5 NS102
    nanosleep(&none, NULL);         // ok: NS101
    nanosleep(&here, NULL);         // ok: NS101
    nanosleep(&shared_none, NULL);  // ok: NS101
    nanosleep(&shared_some, NULL);  // note: 5 NS101
    nanosleep(&variable, NULL);     // error: 5 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
