/* A loop in a thread is a loop like any other; a worker that waits for its queue is none. */
#include <pthread.h>
#include <sys/epoll.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static int jobs;

static void compact(void)
{
    sleep(1);
}

static void work(void)
{
    sleep(1);
}

static void *io_thread(void *arg)
{
    struct epoll_event ev[8];
    int *ep = arg;
    for (;;) {
        epoll_wait(*ep, ev, 8, -1);
        compact(); // warning: 9 NS101 "compact"
    }
    return NULL;
}

static void *worker(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (!jobs)
            pthread_cond_wait(&filled, &lock); // ok: NS105
        jobs--;
        pthread_mutex_unlock(&lock);
        work(); // ok: NS101
    }
    return arg;
}

int start(int *ep)
{
    pthread_t a, b;
    return pthread_create(&a, NULL, io_thread, ep) || pthread_create(&b, NULL, worker, NULL);
}
