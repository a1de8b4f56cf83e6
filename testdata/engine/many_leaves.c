/* The worst of what a helper waits for is reported, however much else of its kind is done before. */
#include <pthread.h>
#include <semaphore.h>
#include <uv.h>

static pthread_mutex_t m[9];
static sem_t slots;
static int n;

static void one(pthread_mutex_t *lock)
{
    pthread_mutex_lock(lock);
    n++;
    pthread_mutex_unlock(lock);
}

static void all(void)
{
    one(&m[0]);
    one(&m[1]);
    one(&m[2]);
    one(&m[3]);
    one(&m[4]);
    one(&m[5]);
    one(&m[6]);
    one(&m[7]);
    one(&m[8]);
}

static void all_and_wait(void)
{
    all();
    sem_wait(&slots);
}

static void all_and_try(void)
{
    all();
    sem_trywait(&slots);
}

static void on_timer(uv_timer_t *t)
{
    all_and_wait(); // error: 5 NS105 "sem_wait"
    all_and_try();  // ok: NS105
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 1);
}
