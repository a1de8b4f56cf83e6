/* A mutex whose critical sections all are short is held only for moments: not shown by default. */
#include <pthread.h>
#include <uv.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *worker(void *arg)
{
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&lock); // ok: NS105
        count++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void on_async(uv_async_t *h)
{
    (void)h;
    pthread_mutex_lock(&lock); // ok: NS105
    count = 0;
    pthread_mutex_unlock(&lock);
}

void start(uv_loop_t *loop, uv_async_t *h)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    uv_async_init(loop, h, on_async);
}
