// args: --rules by_rule.yaml
/* A rule says that what is stored or passed there runs in a coroutine, whatever the type says. */
#include "nostall.h"

struct job {
    void (*run)(void *arg);
    void (*done)(void *arg);
};

void task_spawn(void (*entry)(void *arg), void *arg);
void task_after(void (*entry)(void *arg), void *arg);

NOSTALL_COROUTINE void work(void *arg);

void start(struct job *job)
{
    job->run = work;        // ok: NS202
    job->done = work;       // warning: 5 NS202 "'work'" "field 'done' of 'job'" related: "declared a coroutine"
    task_spawn(work, job);  // ok: NS202
    task_after(work, job);  // warning: 16 NS202 "task_after"
}
