#include "timers.h"

static void finished(void *data)
{
    *(int *)data = 1;
}

static void two_levels(uv_loop_t *loop)
{
    struct task t = {.loop = loop};
    task_start(&t); // warning: 5 NS306 "address of 't'" "'task_start'" step: "'two_levels' calls 'task_start'" step: "'task_start' calls 'task_arm'" step: "'task_arm' calls 'uv_timer_start'"
}

static void waited_for(uv_loop_t *loop)
{
    struct task t = {.loop = loop};
    task_start(&t); // ok: NS306
    task_wait(&t);
}

static void waits_inside(uv_loop_t *loop)
{
    struct task t = {.loop = loop};
    task_run(&t); // ok: NS306
}

static void depends_on_itself(uv_loop_t *loop)
{
    struct task t = {.loop = loop};
    task_restart(&t); // ok: NS306
}

static void data(uv_loop_t *loop)
{
    int done = 0;
    task_later(loop, finished, &done); // warning: 5 NS306 "address of 'done'" step: "'task_later' calls 'uv_queue_work'"
}

static void good_data(uv_loop_t *loop)
{
    static int done;
    task_later(loop, finished, &done); // ok: NS306
}

static void without_a_callback(uv_loop_t *loop)
{
    struct task t = {.loop = loop};
    task_send(&t); // ok: NS306
    task_talk(&t, NULL); // ok: NS306
}

static void with_a_callback(uv_loop_t *loop)
{
    struct task t = {.loop = loop};
    task_talk(&t, finished); // warning: 5 NS306 "address of 't'"
}

int main(void)
{
    uv_loop_t *loop = uv_default_loop();
    two_levels(loop);
    waited_for(loop);
    waits_inside(loop);
    depends_on_itself(loop);
    without_a_callback(loop);
    with_a_callback(loop);
    data(loop);
    good_data(loop);
    return uv_run(loop, UV_RUN_DEFAULT);
}
