/* Tarantool: a fiber runs when it is started or woken; one made joinable must be joined. */
#include <stddef.h>
#include <tarantool/module.h>

static int worker(va_list ap)
{
    (void)ap;
    fiber_sleep(1);
    return 0;
}

void never(void)
{
    struct fiber *f = fiber_new("worker", worker); // warning: 23 NS206 "'fiber_new' creates" "fiber_start"
    if (f == NULL)
        return;
    fiber_set_joinable(f, true); // warning: 5 NS205 "fiber_set_joinable"
}

void started(void)
{
    struct fiber *f = fiber_new("worker", worker); // ok: NS206
    if (f != NULL)
        fiber_start(f);
}

void woken(void)
{
    struct fiber *f = fiber_new("worker", worker); // ok: NS206
    if (f != NULL)
        fiber_wakeup(f);
}

int joined(void)
{
    struct fiber *f = fiber_new("worker", worker); // ok: NS206
    if (f == NULL)
        return -1;
    fiber_set_joinable(f, true); // ok: NS205
    fiber_start(f);
    fiber_cancel(f);
    return fiber_join(f);
}

void not_joined(void)
{
    struct fiber *f = fiber_new("worker", worker); // ok: NS206
    if (f == NULL)
        return;
    fiber_set_joinable(f, true); // warning: 5 NS205 "'fiber_set_joinable' is dropped" "fiber_join"
    fiber_start(f);
}

struct service {
    struct fiber *fiber;
};

void kept_before(struct service *s)
{
    struct fiber *f = fiber_new("worker", worker); // ok: NS206
    s->fiber = f;
    fiber_set_joinable(f, true); // ok: NS205
    fiber_start(f);
}

void current(void)
{
    fiber_set_joinable(fiber_self(), true); // ok: NS205
}
