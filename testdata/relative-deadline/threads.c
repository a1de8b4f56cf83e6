// args: --disable NS105
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/time.h>
#include <time.h>

static void later(struct timespec *ts, int ms)
{
    clock_gettime(CLOCK_REALTIME, ts);
    ts->tv_sec += ms / 1000;
    ts->tv_nsec += ms % 1000 * 1000000L;
}

static void span(struct timespec *ts, int ms)
{
    ts->tv_sec = ms / 1000;
    ts->tv_nsec = ms % 1000 * 1000000L;
}

/* The caller knows the time. */
static int wait_until(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until)
{
    return pthread_cond_timedwait(c, m, until); // ok: NS404
}

int wait_for(pthread_cond_t *c, pthread_mutex_t *m, sem_t *s, int seconds);
int wait_for(pthread_cond_t *c, pthread_mutex_t *m, sem_t *s, int seconds)
{
    struct timespec ts, mono, five = {5, 0}, given = {.tv_sec = time(NULL) + seconds};
    struct timespec two, made, copy, tenth = {0, 100000000}, fifth = {.tv_nsec = 200000000}, never = {0, 0};
    struct timeval tv;
    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += seconds;
    pthread_cond_timedwait(c, m, &ts); // ok: NS404
    clock_gettime(CLOCK_MONOTONIC, &mono);
    mono.tv_sec += seconds;
    pthread_cond_timedwait(c, m, &mono);  // warning: 5 NS404 "by the clock 'monotonic'"
    pthread_cond_timedwait(c, m, &tenth); // warning: 5 NS404 "a length of time"
    sem_timedwait(s, &fifth);             // warning: 5 NS404 "a length of time"
    sem_timedwait(s, &never);             // ok: NS404
    pthread_cond_timedwait(c, m, &five);  // warning: 5 NS404 "a length of time"
    pthread_cond_timedwait(c, m, &given); // ok: NS404
    later(&made, 1500);
    copy = made;
    sem_timedwait(s, &copy); // ok: NS404
    span(&two, 1500);
    sem_timedwait(s, &two); // warning: 5 NS404 "sem_timedwait"
    gettimeofday(&tv, NULL);
    struct timespec of_tv = {.tv_sec = tv.tv_sec + 1, .tv_nsec = tv.tv_usec * 1000};
    wait_until(c, m, &of_tv);
    nanosleep(&five, NULL); // ok: NS404
    nanosleep(&given, NULL); // warning: 5 NS404 "wants a length of time"
    return 0;
}
