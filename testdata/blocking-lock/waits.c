#include <pthread.h>
#include <semaphore.h>
#include <uv.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static sem_t items;
static pthread_t helper;
static int ready;

static void on_async(uv_async_t *h)
{
    (void)h;
    pthread_mutex_lock(&lock); // ok: NS105
    while (!ready)
        pthread_cond_wait(&done, &lock); // error: 9 NS105 "pthread_cond_wait" "uv_async_send" certainty: "always"
    pthread_mutex_unlock(&lock);
    sem_wait(&items);           // error: 5 NS105 "sem_wait"
    pthread_join(helper, NULL); // error: 5 NS105 "pthread_join"
}

static void on_async_good(uv_async_t *h)
{
    (void)h;
    if (sem_trywait(&items) == 0) // ok: NS105
        ready = 1;
    pthread_cond_signal(&done); // ok: NS105
    pthread_detach(helper);     // ok: NS105
}

void start(uv_loop_t *loop, uv_async_t *h)
{
    uv_async_init(loop, h, on_async);
    uv_async_init(loop, h, on_async_good);
}
