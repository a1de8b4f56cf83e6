/* No coroutines: what joins two lists in another library, addresses that are only told, error handling by longjmp, the stack
 * for a signal's handler, and a thread on a stack of its own. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct list {
    struct list *next;
};

void list_join(struct list *to, struct list *from);

typedef void handler(void *data);
struct entry {
    handler *run;
    struct list list;
};

static struct list all;
static jmp_buf out;

/* Kept as what it is: who calls it calls it through its type. */
void add(struct entry *e, handler *run)
{
    e->run = run;
    list_join(&all, &e->list);
}

void tell(handler *run)
{
    uintptr_t at = (uintptr_t)run;
    printf("%lx\n", (unsigned long)at);
}

static void fail(void)
{
    longjmp(out, 1);
}

static void on_event(void *data)
{
    (void)data;
    sleep(1); // ok: NS101
}

static void on_fault(int sig)
{
    (void)sig;
    _exit(1);
}

static void *work(void *data)
{
    sleep(1); // ok: NS101
    return data;
}

static pthread_t start(void *stack, size_t size, void *(*run)(void *))
{
    pthread_t thread;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstack(&attr, stack, size);
    pthread_create(&thread, &attr, run, NULL);
    return thread;
}

int main(void)
{
    struct entry e = {0};
    stack_t alternative = {.ss_sp = malloc(65536), .ss_size = 65536};
    struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK};
    sigaltstack(&alternative, NULL);
    sigaction(SIGSEGV, &action, NULL);
    if (setjmp(out))
        return 1;
    add(&e, on_event);
    tell(on_event);
    start(malloc(65536), 65536, work);
    e.run(NULL);
    fail();
    return 0;
}
