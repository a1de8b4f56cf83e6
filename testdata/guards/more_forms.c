/* Guards in other statements. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

int coroutine_fn caller(int n);

static int conditional_operator(void)
{
    return qemu_in_coroutine() ? 0 : usleep(1);
}

static int and_then(int n)
{
    if (!qemu_in_coroutine() && n > 1)
        return usleep(2);
    return 0;
}

static int jump(void)
{
    if (qemu_in_coroutine())
        goto out;
    usleep(3);
out:
    return 0;
}

static int equals_false(void)
{
    if (qemu_in_coroutine() == false)
        return usleep(4);
    return 0;
}

static int loop_around(int n)
{
    while (n-- > 0) {
        if (qemu_in_coroutine())
            continue;
        usleep(5);
    }
    return 0;
}

static int self(void)
{
    if (qemu_coroutine_self())
        return usleep(6);
    return 0;
}

static int merged(int n)
{
    if (qemu_in_coroutine())
        n++;
    else
        n--;
    return usleep((unsigned)n);
}

int coroutine_fn caller(int n)
{
    conditional_operator(); // ok: NS101
    and_then(n);            // ok: NS101
    jump();                 // ok: NS101
    equals_false();         // ok: NS101
    loop_around(n);         // ok: NS101
    self();                 // note: 5 NS101 step: "usleep"
    merged(n);              // error: 5 NS101 step: "usleep"
    return 0;
}
