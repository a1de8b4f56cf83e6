/* Coroutines of a program's own: a switch in assembler, and addresses of functions that are written as words of the saved
 * registers, or of the stack. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef uintptr_t co_context[10];

void co_swap(co_context *from, co_context *to);
__asm__(".globl co_swap\nco_swap:\n\tjmpq *64(%rsi)\n");

typedef int co_fn(void *data);
struct co {
    co_context *caller, context;
    int value;
    unsigned char stack[65536];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void co_entry(struct co *co, co_fn *fn, void *data);

struct co *co_new(co_context *caller, co_fn *fn, void *data)
{
    struct co *co = malloc(sizeof *co);
    if (!co)
        return NULL;
    usleep(100000); // ok: NS101
    co->caller = caller;
    co->context[5] = (uintptr_t)data;
    co->context[7] = (uintptr_t)fn;
    co->context[8] = (uintptr_t)co_entry;
    co->context[9] = (uintptr_t)co->stack + sizeof co->stack;
    return co;
}

int co_resume(struct co *co)
{
    co_swap(co->caller, &co->context);
    return co->value;
}

int co_yield(struct co *co, int value)
{
    co->value = value;
    co_swap(&co->context, co->caller);
    return co->value;
}

static void co_entry(struct co *co, co_fn *fn, void *data)
{
    co_yield(co, fn(data));
}

static int serve(void *data)
{
    struct co *co = data;
    sleep(1); // warning: 5 NS101
    pthread_mutex_lock(&lock);
    co_yield(co, 1); // error: 5 NS305 "co_yield"
    pthread_mutex_unlock(&lock);
    return 0;
}

/* Another way to begin: the stack's first return leads to a function that takes what it is to do from a variable, says that
 * it is there, and never returns. */
struct task {
    void **sp;
};
void task_swap(struct task *from, struct task *to);
static inline void task_switch(struct task *from, struct task *to)
{
    task_swap(from, to);
}

static struct {
    struct task *creator, *task;
    void (*run)(void *data);
    void *data;
} begins;

static void runner(void)
{
    struct task *task = begins.task;
    void (*run)(void *data) = begins.run;
    void *data = begins.data;
    task_switch(task, begins.creator);
    run(data);
    abort();
}

static void write_word(void **to, void (*fn)(void))
{
    memcpy(to, &fn, sizeof fn);
}

void task_new(struct task *task, void **stack, void (*run)(void *data), void *data)
{
    struct task creator;
    begins.creator = &creator;
    begins.task = task;
    begins.run = run;
    begins.data = data;
    task->sp = stack;
    write_word(--task->sp, runner);
    task_switch(&creator, task);
}

static void look_up(void *data)
{
    fsync(*(int *)data); // warning: 5 NS106
}

int main(void)
{
    co_context own;
    struct co *co = co_new(&own, serve, NULL);
    struct task task;
    int fd = 1;
    task_new(&task, calloc(1, 65536), look_up, &fd);
    sleep(1); // ok: NS101
    pthread_mutex_lock(&lock);
    co_resume(co); // ok: NS305
    pthread_mutex_unlock(&lock);
    return 0;
}
