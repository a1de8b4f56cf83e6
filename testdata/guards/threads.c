/* The current thread compared with the one that runs the loop, here or in a function of the project's own. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

struct server {
    pthread_t loop, worker;
};

static pthread_t loop_thread, worker_thread;
static struct server server;

static int on_loop(void)
{
    return pthread_equal(pthread_self(), loop_thread) != 0;
}

static int is_elsewhere(void)
{
    return !on_loop();
}

static int in_worker(void)
{
    return pthread_equal(pthread_self(), worker_thread);
}

static int by_branch(void)
{
    if (pthread_equal(pthread_self(), server.loop))
        return 1;
    return 0;
}

static int by_choice(void)
{
    return pthread_equal(pthread_self(), server.loop) ? 0 : 1;
}

static int says_nothing(void)
{
    if (pthread_equal(pthread_self(), server.loop))
        return 1;
    return 2;
}

static pthread_t owner(void)
{
    return loop_thread;
}

/* One of them is another thread. */
static pthread_t either(int which)
{
    if (which)
        return worker_thread;
    return loop_thread;
}

static void flush(void)
{
    usleep(1000);
}

static void *work(void *arg)
{
    worker_thread = pthread_self();
    flush(); // ok: NS101
    return arg;
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    if (!on_loop())
        flush(); // ok: NS101
    else
        flush(); // note: 9 NS101
    if (is_elsewhere())
        flush(); // ok: NS101
    if (!is_elsewhere())
        flush(); // note: 9 NS101
    if (!pthread_equal(pthread_self(), server.loop))
        flush(); // ok: NS101
    if (pthread_equal(server.loop, pthread_self()))
        flush(); // note: 9 NS101
    if (!pthread_equal(pthread_self(), owner()))
        flush(); // ok: NS101
    if (pthread_self() != owner())
        flush(); // ok: NS101
    if (pthread_self() == owner())
        flush(); // note: 9 NS101
    if (pthread_self() < owner()) // an order of threads says nothing of which it is
        flush(); // note: 9 NS101
    if (!pthread_equal(pthread_self(), either(t->data != NULL)))
        flush(); // note: 9 NS101
    if (!by_branch())
        flush(); // ok: NS101
    if (by_branch())
        flush(); // note: 9 NS101
    if (by_choice())
        flush(); // ok: NS101
    if (!by_choice())
        flush(); // note: 9 NS101
    if (!says_nothing())
        return;
    if (in_worker())
        return;
    flush(); // note: 5 NS101
}

int start(uv_timer_t *t)
{
    loop_thread = pthread_self();
    server.loop = pthread_self();
    uv_timer_start(t, on_timer, 1, 1);
    return pthread_create(&server.worker, NULL, work, NULL);
}
