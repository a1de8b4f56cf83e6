/* Entries of threads, started from a callback. */
#include <pthread.h>
#include <threads.h>
#include <unistd.h>
#include <uv.h>

static void *posix_thread(void *arg)
{
    usleep(1); // ok: NS101
    return arg;
}

static int c11_thread(void *arg)
{
    (void)arg;
    return usleep(2); // ok: NS101
}

static void uv_thread(void *arg)
{
    (void)arg;
    usleep(3); // ok: NS101
}

static void *called_too(void *arg)
{
    usleep(4); // ok: NS101
    return arg;
}

static void on_tick(uv_timer_t *t)
{
    pthread_t p;
    thrd_t c;
    uv_thread_t u;
    pthread_create(&p, NULL, posix_thread, t); // ok: NS101
    pthread_create(&p, NULL, called_too, t);   // ok: NS101
    thrd_create(&c, c11_thread, t);            // ok: NS101
    uv_thread_create(&u, uv_thread, t);        // ok: NS101
    called_too(t);                             // note: 5 NS101 step: "usleep"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
