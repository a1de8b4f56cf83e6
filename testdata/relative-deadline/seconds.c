/* Seconds made of other numbers: divided, multiplied, added. */
// args: --disable NS105
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <time.h>

#define LIMIT_MS 2500

/* A point in milliseconds has no room in an int. */
int wait_ms(sem_t *s, int ms);
int wait_ms(sem_t *s, int ms)
{
    struct timespec ts;
    ts.tv_sec = ms / 1000;
    ts.tv_nsec = ms % 1000 * 1000000L;
    return sem_timedwait(s, &ts); // warning: 12 NS404 "a length of time"
}

int wait_ms_from_now(sem_t *s, int ms);
int wait_ms_from_now(sem_t *s, int ms)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += ms / 1000;
    ts.tv_nsec += ms % 1000 * 1000000L;
    return sem_timedwait(s, &ts); // ok: NS404
}

/* It has in 64 bits, and seconds have in 32; nobody is seen who knows. */
int wait_until_ns(sem_t *s, int64_t ns);
int wait_until_ns(sem_t *s, int64_t ns)
{
    struct timespec ts = {.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};
    return sem_timedwait(s, &ts); // ok: NS404
}

int wait_until_halves(sem_t *s, int halves);
int wait_until_halves(sem_t *s, int halves)
{
    struct timespec ts = {.tv_sec = halves / 2};
    return sem_timedwait(s, &ts); // ok: NS404
}

int wait_limit(sem_t *s);
int wait_limit(sem_t *s)
{
    struct timespec ts;
    ts.tv_sec = LIMIT_MS / 1000;
    ts.tv_nsec = LIMIT_MS % 1000 * 1000000L;
    return sem_timedwait(s, &ts); // warning: 12 NS404
}

/* The caller gives a length. */
static int wait_long(sem_t *s, int64_t ms)
{
    struct timespec ts;
    ts.tv_sec = ms / 1000;
    ts.tv_nsec = ms % 1000 * 1000000L;
    return sem_timedwait(s, &ts); // warning: 12 NS404 related: "'start' gives it to 'wait_long'"
}

/* The caller gives a point; an int that is one is no length. */
static int wait_point(sem_t *s, int64_t ms)
{
    struct timespec ts;
    ts.tv_sec = ms / 1000;
    ts.tv_nsec = ms % 1000 * 1000000L;
    return sem_timedwait(s, &ts); // ok: NS404
}

static int wait_narrow_point(sem_t *s, int ms)
{
    struct timespec ts = {.tv_sec = ms / 1000};
    return sem_timedwait(s, &ts); // ok: NS404
}

static int wait_sum(sem_t *s, unsigned first, unsigned rest)
{
    struct timespec ts = {.tv_sec = first + rest};
    return sem_timedwait(s, &ts); // warning: 12 NS404
}

/* One of the two is a point, so the sum is. */
static int wait_moved(sem_t *s, time_t start, unsigned by)
{
    struct timespec ts = {.tv_sec = start + by};
    return sem_timedwait(s, &ts); // ok: NS404
}

int start(sem_t *s);
int start(sem_t *s)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return wait_long(s, 1500) + wait_point(s, now.tv_sec * 1000 + 1500) + wait_narrow_point(s, time(NULL) * 1000) +
           wait_sum(s, 5, 3) + wait_moved(s, now.tv_sec, 5); // ok: NS404
}
