/* libaco: the function given to aco_create is a coroutine; the main one is none. */
#include <aco.h>
#include <stddef.h>
#include <unistd.h>

static void worker(void)
{
    usleep(1);   // note: 5 NS101 "aco_yield until a timer" related: "aco_create"
    aco_yield(); // ok: NS101
    aco_exit();
}

static void idle(void)
{
    aco_yield1(aco_gtls_co); // ok: NS101
    aco_exit();
}

int main(void)
{
    aco_thread_init(NULL);
    aco_t *main_co = aco_create(NULL, NULL, 0, NULL, NULL);
    aco_share_stack_t *stack = aco_share_stack_new(0);
    aco_t *co = aco_create(main_co, stack, 0, worker, NULL);
    aco_t *other = aco_create(main_co, stack, 0, idle, NULL);
    while (!co->is_end) {
        aco_resume(co);
        usleep(2); // ok: NS101
    }
    aco_resume(other);
    aco_destroy(other);
    aco_destroy(co);
    aco_share_stack_destroy(stack);
    aco_destroy(main_co);
    return 0;
}
