/* The guard stands in a function between the coroutine and the one that blocks. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

int coroutine_fn caller(void);

static int wait_here(void)
{
    return usleep(1);
}

static int guarded(void)
{
    if (qemu_in_coroutine()) {
        qemu_coroutine_yield();
        return 0;
    }
    return wait_here();
}

static int unguarded(void)
{
    return wait_here();
}

int coroutine_fn caller(void)
{
    guarded();   // ok: NS101
    unguarded(); // note: 5 NS101 step: "wait_here" step: "usleep"
    return 0;
}
