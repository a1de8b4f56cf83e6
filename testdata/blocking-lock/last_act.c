/* Joined in the callback that the thread's last act makes run: it has nothing left to do, and the join returns at once. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

struct worker {
    uv_thread_t thread, early_thread, shared_thread, slow_thread;
    uv_async_t *done;
    uv_async_t early, shared, slow;
    GThread *idle, *busy;
    pthread_t piped, both;
    int pipe[2], shared_pipe[2];
    int state;
};

static struct worker w;

static uv_async_t *make_async(uv_loop_t *loop, uv_async_cb callback)
{
    uv_async_t *async = malloc(sizeof *async);
    if (!async || uv_async_init(loop, async, callback))
        return NULL;
    return async;
}

/* ---- the last act ---- */

static void run(void *arg)
{
    struct worker *x = arg;
    while (x->state)
        usleep(1000);
    uv_async_send(x->done);
}

static void on_done(uv_async_t *async)
{
    (void)async;
    uv_thread_join(&w.thread); // ok: NS105
}

/* ---- not the last: it does more afterwards ---- */

static void run_early(void *arg)
{
    struct worker *x = arg;
    uv_async_send(&x->early);
    usleep(1000 * x->state);
}

static void on_early(uv_async_t *async)
{
    (void)async;
    uv_thread_join(&w.early_thread); // error: 5 NS105 "uv_thread_join"
}

/* ---- somebody else wakes it, too ---- */

static void run_shared(void *arg)
{
    struct worker *x = arg;
    usleep(1000 * x->state);
    uv_async_send(&x->shared);
}

static void on_shared(uv_async_t *async)
{
    (void)async;
    uv_thread_join(&w.shared_thread); // error: 5 NS105 "uv_thread_join"
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    uv_async_send(&w.shared);
}

/* ---- each round ---- */

static void run_slow(void *arg)
{
    struct worker *x = arg;
    while (x->state)
        uv_async_send(&x->slow);
}

static void on_slow(uv_async_t *async)
{
    (void)async;
    uv_thread_join(&w.slow_thread); // error: 5 NS105 "uv_thread_join"
}

/* ---- the thread registers the callback itself ---- */

static gboolean on_idle(gpointer data)
{
    struct worker *x = data;
    g_thread_join(x->idle); // ok: NS105
    return FALSE;
}

static gpointer run_idle(gpointer data)
{
    usleep(1000);
    g_idle_add(on_idle, data);
    return NULL;
}

static gboolean on_busy(gpointer data)
{
    struct worker *x = data;
    g_thread_join(x->busy); // error: 5 NS105 "g_thread_join"
    return FALSE;
}

static gpointer run_busy(gpointer data)
{
    g_idle_add(on_busy, data);
    usleep(1000);
    return NULL;
}

/* ---- a byte in a pipe ---- */

static void *run_piped(void *arg)
{
    struct worker *x = arg;
    usleep(1000 * x->state);
    if (write(x->pipe[1], "", 1) < 0)
        x->state = 2;
    return NULL;
}

static void on_piped(uv_poll_t *p, int status, int events)
{
    struct worker *x = p->data;
    (void)status;
    (void)events;
    pthread_join(x->piped, NULL); // ok: NS105
}

static void *run_both(void *arg)
{
    struct worker *x = arg;
    if (write(x->shared_pipe[1], "", 1) < 0)
        x->state = 2;
    return NULL;
}

static void on_both(uv_poll_t *p, int status, int events)
{
    struct worker *x = p->data;
    (void)status;
    (void)events;
    pthread_join(x->both, NULL); // error: 5 NS105 "pthread_join"
}

static void wake_both(uv_timer_t *t)
{
    struct worker *x = t->data;
    if (write(x->shared_pipe[1], "", 1) < 0) // ok: NS102
        x->state = 3;
}

/* A function of the program's own around the registrar. */
static void watch(uv_poll_t *p, int fd, uv_poll_cb callback)
{
    uv_poll_init(uv_default_loop(), p, fd);
    uv_poll_start(p, UV_READABLE, callback);
}

int main(void)
{
    uv_timer_t t, again;
    uv_poll_t piped = {.data = &w}, both = {.data = &w};
    uv_loop_t *loop = uv_default_loop();
    w.done = make_async(loop, on_done);
    uv_async_init(loop, &w.early, on_early);
    uv_async_init(loop, &w.shared, on_shared);
    uv_async_init(loop, &w.slow, on_slow);
    uv_thread_create(&w.thread, run, &w);
    uv_thread_create(&w.early_thread, run_early, &w);
    uv_thread_create(&w.shared_thread, run_shared, &w);
    uv_thread_create(&w.slow_thread, run_slow, &w);
    w.idle = g_thread_new("idle", run_idle, &w);
    w.busy = g_thread_new("busy", run_busy, &w);
    if (pipe2(w.pipe, O_NONBLOCK) || pipe2(w.shared_pipe, O_NONBLOCK))
        return 1;
    watch(&piped, w.pipe[0], on_piped);
    watch(&both, w.shared_pipe[0], on_both);
    pthread_create(&w.piped, NULL, run_piped, &w);
    pthread_create(&w.both, NULL, run_both, &w);
    again.data = &w;
    uv_timer_init(loop, &again);
    uv_timer_start(&again, wake_both, 1000, 0);
    uv_timer_init(loop, &t);
    uv_timer_start(&t, on_timer, 1000, 0);
    return uv_run(loop, UV_RUN_DEFAULT);
}
