/* Inside `if (!qemu_in_coroutine())` the caller is no coroutine: both forms of the branch, and the early return. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

int coroutine_fn caller(void);

static int negated(void)
{
    if (!qemu_in_coroutine())
        return usleep(1);
    return 0;
}

static int in_else(void)
{
    if (qemu_in_coroutine()) {
        return 0;
    } else {
        return usleep(2);
    }
}

static int early_return(void)
{
    if (qemu_in_coroutine())
        return 0;
    return usleep(3);
}

static int compared(void)
{
    bool in = qemu_in_coroutine();
    if (in)
        return 0;
    return usleep(4);
}

static int with_more(int fast)
{
    if (fast || qemu_in_coroutine())
        return 0;
    return usleep(5);
}

static int wrong_side(void)
{
    if (qemu_in_coroutine())
        return usleep(6);
    return 0;
}

static int after_it(void)
{
    if (!qemu_in_coroutine())
        usleep(7);
    return usleep(8);
}

static int maybe(int fast)
{
    if (fast && qemu_in_coroutine())
        return 0;
    return usleep(9);
}

int coroutine_fn caller(void)
{
    negated();      // ok: NS101
    in_else();      // ok: NS101
    early_return(); // ok: NS101
    compared();     // ok: NS101
    with_more(1);   // ok: NS101
    wrong_side();   // note: 5 NS101 step: "usleep"
    after_it();     // note: 5 NS101 step: "usleep"
    maybe(0);       // note: 5 NS101 step: "usleep"
    if (!qemu_in_coroutine())
        usleep(10); // ok: NS101
    if (qemu_in_coroutine())
        usleep(11); // note: 9 NS101
    return 0;
}
