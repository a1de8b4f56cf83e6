/* What is done under a lock in no program that calls it so makes no section of it long. */
#include <pthread.h>
#include <semaphore.h>
#include <uv.h>

static pthread_mutex_t queue = PTHREAD_MUTEX_INITIALIZER, log_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t done;
static int depth;

static void push(int wait)
{
    pthread_mutex_lock(&queue);
    depth++;
    if (wait)
        sem_wait(&done);
    pthread_mutex_unlock(&queue);
}

static void say(int wait)
{
    pthread_mutex_lock(&log_lock);
    depth++;
    if (wait)
        sem_wait(&done);
    pthread_mutex_unlock(&log_lock);
}

static void *worker(void *arg)
{
    push(0);
    say(arg != NULL);
    return NULL;
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    pthread_mutex_lock(&queue); // ok: NS105
    depth--;
    pthread_mutex_unlock(&queue);
    pthread_mutex_lock(&log_lock); // error: 5 NS105
    pthread_mutex_unlock(&log_lock);
}

int main(void)
{
    pthread_t t;
    uv_timer_t timer;
    uv_timer_init(uv_default_loop(), &timer);
    uv_timer_start(&timer, on_timer, 0, 100);
    pthread_create(&t, NULL, worker, &timer);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
