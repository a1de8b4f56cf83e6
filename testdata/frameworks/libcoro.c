/* libcoro: the function given to coro_create is a coroutine. */
#include <coro.h>
#include <stddef.h>
#include <unistd.h>

static coro_context scheduler, first, second;

static void worker(void *arg)
{
    (void)arg;
    for (;;) {
        usleep(1);                        // note: 9 NS101 "coro_transfer to the scheduler" related: "coro_create"
        coro_transfer(&first, &scheduler); // ok: NS101
    }
}

static void good(void *arg)
{
    (void)arg;
    for (;;)
        coro_transfer(&second, &scheduler); // ok: NS101
}

int main(void)
{
    struct coro_stack stacks[2];
    if (!coro_stack_alloc(&stacks[0], 0) || !coro_stack_alloc(&stacks[1], 0))
        return 1;
    coro_create(&scheduler, NULL, NULL, NULL, 0);
    coro_create(&first, worker, NULL, stacks[0].sptr, stacks[0].ssze);
    coro_create(&second, good, NULL, stacks[1].sptr, stacks[1].ssze);
    coro_transfer(&scheduler, &first);
    coro_transfer(&scheduler, &second);
    usleep(2); // ok: NS101
    coro_stack_free(&stacks[0]);
    coro_stack_free(&stacks[1]);
    return 0;
}
