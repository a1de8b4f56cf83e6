/* Threads through the project's own wrappers. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

struct thread {
    pthread_t id;
    void (*body)(void *arg);
    void *arg;
};

static void *thread_main(void *p)
{
    struct thread *t = p;
    t->body(t->arg);
    return NULL;
}

static void thread_start(struct thread *t, void (*body)(void *arg), void *arg)
{
    t->body = body;
    t->arg = arg;
    pthread_create(&t->id, NULL, thread_main, t);
}

static void thread_start_raw(pthread_t *id, void *(*body)(void *))
{
    pthread_create(id, NULL, body, NULL);
}

static void body(void *arg)
{
    (void)arg;
    usleep(1); // ok: NS101
}

static void *raw_body(void *arg)
{
    usleep(2); // ok: NS101
    return arg;
}

static void on_tick(uv_timer_t *t)
{
    static struct thread thread;
    static pthread_t raw;
    thread_start(&thread, body, t);     // ok: NS101
    thread_start_raw(&raw, raw_body);   // ok: NS101
    pthread_join(raw, NULL);            // error: 5 NS105
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
