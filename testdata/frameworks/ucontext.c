/* POSIX's own contexts: the entry runs on a stack of its own; the scheduler, which switches to it, does not. */
#include <ucontext.h>
#include <unistd.h>

static ucontext_t main_context, task;
static char stack[65536];

static void entry(void)
{
    sleep(1); // warning: 5 NS101
    swapcontext(&task, &main_context);
    fsync(1); // warning: 5 NS106
}

static void spare(void)
{
    sleep(1); // ok: NS101
}

int main(void)
{
    static ucontext_t never;
    getcontext(&task);
    task.uc_stack.ss_sp = stack;
    task.uc_stack.ss_size = sizeof stack;
    task.uc_link = &main_context;
    makecontext(&task, entry, 0);
    sleep(1); // ok: NS101
    swapcontext(&main_context, &task);
    getcontext(&never);
    setcontext(&never);
    spare();
    return 0;
}
