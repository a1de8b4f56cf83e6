/* An assertion fixes the context of what follows it. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

int coroutine_fn caller(void);

static int only_outside(void)
{
    assert(!qemu_in_coroutine());
    return usleep(1);
}

static int only_inside(void) // warning: 12 NS203
{
    assert(qemu_in_coroutine());
    return usleep(2); // ok: NS101
}

static int other_assertion(int n)
{
    assert(n > 0);
    return usleep(3);
}

int coroutine_fn caller(void)
{
    only_outside();     // error: 5 NS207 step: "only_outside"
    only_inside();      // note: 5 NS101 step: "usleep"
    other_assertion(1); // note: 5 NS101 step: "usleep"
    return 0;
}

/* Whoever calls it. */
int for_others(int n) // ok: NS203
{
    assert(qemu_in_coroutine());
    return usleep(4) + n; // note: 12 NS101 "usleep"
}

int for_all(int n)
{
    if (qemu_in_coroutine())
        return n;
    return usleep(5) + n; // ok: NS101
}

int for_others_outside(int n)
{
    assert(!qemu_in_coroutine());
    return usleep(6) + n; // ok: NS101
}
