#include <uv.h>

struct task {
    uv_loop_t *loop;
    uv_timer_t timer;
    int done;
};

void task_arm(uv_timer_t *timer);
void task_start(struct task *t);
void task_later(uv_loop_t *loop, void (*done)(void *), void *data);
void task_restart(struct task *t);
void task_run(struct task *t);
void task_wait(struct task *t);
void task_talk(struct task *t, void (*answer)(void *));
static inline void task_send(struct task *t)
{
    task_talk(t, NULL);
}
