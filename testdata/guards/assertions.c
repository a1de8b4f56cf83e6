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
