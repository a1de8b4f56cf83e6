/* The thread that was started to run the loop, by the library's call or by the project's own. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

typedef pthread_t thread_id;

struct thread {
    void (*run)(void *arg);
    void *arg;
    thread_id id;
};

struct server {
    struct thread *loop, *worker, *many;
    pthread_t direct, other;
};

static struct server server;
static uv_timer_t timer;

static thread_id current(void)
{
    return pthread_self();
}

static bool equal(thread_id a, thread_id b)
{
    return pthread_equal(a, b) != 0;
}

static bool is_current(const struct thread *t)
{
    return equal(current(), t->id);
}

static void flush(void)
{
    usleep(1000);
}

static void *run_thread(void *arg)
{
    struct thread *t = arg;
    t->run(t->arg);
    return NULL;
}

static struct thread *start_thread(void (*run)(void *), void *arg)
{
    struct thread *t = calloc(1, sizeof *t);
    t->run = run;
    t->arg = arg;
    pthread_create(&t->id, NULL, run_thread, t);
    return t;
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    if (!is_current(server.loop))
        flush(); // ok: NS101
    if (is_current(server.loop))
        flush(); // note: 9 NS101
    if (!is_current(server.worker))
        flush(); // note: 9 NS101
    if (!is_current(server.many))
        flush(); // note: 9 NS101
    if (!pthread_equal(pthread_self(), server.direct))
        flush(); // ok: NS101
    if (!pthread_equal(pthread_self(), server.other))
        flush(); // note: 9 NS101
}

static void *run_loop(void *arg)
{
    uv_timer_start(&timer, on_timer, 1, 1);
    uv_run(arg, UV_RUN_DEFAULT);
    return NULL;
}

static void run(void *arg)
{
    run_loop(arg);
}

static void work(void *arg)
{
    (void)arg;
    flush();
}

static void *work_thread(void *arg)
{
    work(arg);
    return NULL;
}

void start(uv_loop_t *loop, int n)
{
    server.loop = start_thread(run, loop);
    server.worker = start_thread(work, loop);
    for (int i = 0; i < n; i++)
        server.many = start_thread(run, loop + i);
    pthread_create(&server.direct, NULL, run_loop, loop);
    pthread_create(&server.other, NULL, work_thread, loop);
}
