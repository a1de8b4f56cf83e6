/* A thread writes to the disk while it holds the lock: whoever wants the lock waits for the disk. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
static int fd, count;

static void save(void)
{
    fsync(fd); // ok: NS106
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock); // ok: NS105
    count++;
    save();
    pthread_mutex_unlock(&lock);
    return arg;
}

static void on_async(uv_async_t *h)
{
    (void)h;
    pthread_mutex_lock(&lock); // warning: 5 NS105 "pthread_mutex_lock" certainty: "usually"
    count = 0;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&other); // ok: NS105
    count = 1;
    pthread_mutex_unlock(&other);
    if (pthread_mutex_trylock(&lock) == 0) { // ok: NS105
        count = 2;
        pthread_mutex_unlock(&lock);
    }
}

void start(uv_loop_t *loop, uv_async_t *h)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    uv_async_init(loop, h, on_async);
}
