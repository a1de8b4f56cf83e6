/* A lock that the project takes and gives back with functions of its own. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

static pthread_mutex_t slow = PTHREAD_MUTEX_INITIALIZER, quick = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void take_slow(void)
{
    pthread_mutex_lock(&slow);
}

static void give_slow(void)
{
    pthread_mutex_unlock(&slow);
}

static void give_quick(void)
{
    count--;
    pthread_mutex_unlock(&quick);
}

static void *worker(void *arg)
{
    take_slow();
    fsync(3);
    give_slow();
    pthread_mutex_lock(&quick);
    count++;
    give_quick();
    fsync(4);
    return arg;
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    take_slow(); // warning: 5 NS105 step: "pthread_mutex_lock"
    count++;
    give_slow();
    pthread_mutex_lock(&quick); // ok: NS105
    count++;
    give_quick();
}

int start(uv_timer_t *t)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    return uv_timer_start(t, on_tick, 0, 0);
}
