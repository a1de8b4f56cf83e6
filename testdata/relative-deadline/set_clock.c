// args: --disable NS105
#include <pthread.h>
#include <time.h>

/* Conditions of this program go by the monotonic clock. */
void init(pthread_cond_t *c);
void init(pthread_cond_t *c)
{
    pthread_condattr_t a;
    pthread_condattr_init(&a);
    pthread_condattr_setclock(&a, CLOCK_MONOTONIC);
    pthread_cond_init(c, &a);
}

int wait_for(pthread_cond_t *c, pthread_mutex_t *m);
int wait_for(pthread_cond_t *c, pthread_mutex_t *m)
{
    struct timespec mono, second = {.tv_sec = 1};
    clock_gettime(CLOCK_MONOTONIC, &mono);
    mono.tv_sec++;
    pthread_cond_timedwait(c, m, &second);      // warning: 5 NS404
    return pthread_cond_timedwait(c, m, &mono); // ok: NS404
}
