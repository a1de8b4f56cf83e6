/* Waiting for a mutex lasts as long as the longest section of it. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

static pthread_mutex_t quick = PTHREAD_MUTEX_INITIALIZER, looks = PTHREAD_MUTEX_INITIALIZER,
                       flushes = PTHREAD_MUTEX_INITIALIZER, waits = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *worker(void *path)
{
    struct stat st;
    char b[10];
    int fd = open(path, O_WRONLY);
    pthread_mutex_lock(&quick);
    count++;
    pthread_mutex_unlock(&quick);

    pthread_mutex_lock(&looks);
    stat(path, &st);
    pthread_mutex_unlock(&looks);

    pthread_mutex_lock(&flushes);
    stat(path, &st);
    pthread_mutex_unlock(&flushes);
    pthread_mutex_lock(&flushes);
    fsync(fd);
    pthread_mutex_unlock(&flushes);

    pthread_mutex_lock(&waits);
    fsync(fd);
    sleep(1);
    while (pause() == 0)
        ;
    pthread_mutex_unlock(&waits);
    (void)b;
    return NULL;
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    pthread_mutex_lock(&quick); // ok: NS105
    pthread_mutex_unlock(&quick);
    pthread_mutex_lock(&looks); // note: 5 NS105 "pthread_mutex_lock" certainty: "usually"
    pthread_mutex_unlock(&looks);
    pthread_mutex_lock(&flushes); // warning: 5 NS105 "pthread_mutex_lock" certainty: "usually"
    pthread_mutex_unlock(&flushes);
    pthread_mutex_lock(&waits); // error: 5 NS105 "pthread_mutex_lock" certainty: "usually"
    pthread_mutex_unlock(&waits);
}

static sem_t done;

static void on_other(uv_timer_t *t)
{
    (void)t;
    sem_wait(&done); // error: 5 NS105 "sem_wait"
}

void start(uv_timer_t *t, pthread_t *p)
{
    pthread_create(p, NULL, worker, NULL);
    uv_timer_start(t, on_timer, 0, 0);
    uv_timer_start(t, on_other, 0, 0);
}
