#include "timers.h"

#include <stdlib.h>

struct later {
    uv_work_t work;
    void (*done)(void *);
    void *data;
};

static void on_timer(uv_timer_t *timer)
{
    struct task *t = timer->data;
    t->done = 1;
}

void task_arm(uv_timer_t *timer)
{
    uv_timer_start(timer, on_timer, 100, 0); // ok: NS306
}

void task_start(struct task *t)
{
    uv_timer_init(t->loop, &t->timer);
    t->timer.data = t;
    task_arm(&t->timer); // ok: NS306
}

static void work(uv_work_t *req)
{
    (void)req;
}

static void after(uv_work_t *req, int status)
{
    struct later *l = (struct later *)req;
    (void)status;
    l->done(l->data);
    free(l);
}

void task_later(uv_loop_t *loop, void (*done)(void *), void *data)
{
    struct later *l = malloc(sizeof *l);
    l->done = done;
    l->data = data;
    uv_queue_work(loop, &l->work, work, after); // ok: NS306
}

void task_restart(struct task *t)
{
    if (t->done)
        task_start(t); // ok: NS306
}

void task_run(struct task *t)
{
    task_start(t); // ok: NS306
    uv_run(t->loop, UV_RUN_DEFAULT);
}

void task_wait(struct task *t)
{
    while (!t->done)
        uv_run(t->loop, UV_RUN_ONCE);
}

/* Only who wants an answer is waited for. */
void task_talk(struct task *t, void (*answer)(void *))
{
    if (answer)
        task_start(t);
    t->done = 0;
}
