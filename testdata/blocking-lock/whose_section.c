/* Where there are threads, a section that only the loop itself runs does not make a lock slow: it does not wait for itself. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

static pthread_mutex_t only_here = PTHREAD_MUTEX_INITIALIZER, shared = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *worker(void *arg)
{
    pthread_mutex_lock(&only_here);
    count++;
    pthread_mutex_unlock(&only_here);
    pthread_mutex_lock(&shared);
    fsync(3);
    pthread_mutex_unlock(&shared);
    return arg;
}

static void on_save(uv_timer_t *t)
{
    (void)t;
    pthread_mutex_lock(&only_here); // ok: NS105
    fsync(4);                       // warning: 5 NS106
    pthread_mutex_unlock(&only_here);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    pthread_mutex_lock(&only_here); // ok: NS105
    count++;
    pthread_mutex_unlock(&only_here);
    pthread_mutex_lock(&shared); // warning: 5 NS105
    count++;
    pthread_mutex_unlock(&shared);
}

int start(uv_timer_t *t)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    uv_timer_start(t, on_save, 9, 9);
    return uv_timer_start(t, on_tick, 0, 0);
}
