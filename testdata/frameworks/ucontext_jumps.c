/* Coroutines that are begun by makecontext and switched by setjmp and longjmp: an entry never
 * returns, and is no way to the end of the process for that. */
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>
#include <unistd.h>

struct coroutine {
    jmp_buf here;
    void (*entry)(struct coroutine *co);
    void *last;
};

static jmp_buf scheduler;
static char stack[65536];
static struct coroutine *current;

static void fetch(struct coroutine *co)
{
    (void)co;
    usleep(200000); // warning: 5 NS101
}

static void trampoline(void)
{
    struct coroutine *co = current;
    if (_setjmp(co->here) != 0) {
        co->entry(co);
        _longjmp(scheduler, 1);
    }
    setcontext(co->last);
    abort();
}

static void broken(void)
{
    usleep(200000); // ok: NS101
    abort();
}

int main(void)
{
    static ucontext_t task, back;
    static struct coroutine co = {.entry = fetch};
    getcontext(&task);
    task.uc_stack.ss_sp = stack;
    task.uc_stack.ss_size = sizeof stack;
    current = &co;
    co.last = &back;
    makecontext(&task, trampoline, 0);
    swapcontext(&back, &task);
    if (_setjmp(scheduler) == 0)
        _longjmp(co.here, 1);
    makecontext(&task, broken, 0);
    return 0;
}
