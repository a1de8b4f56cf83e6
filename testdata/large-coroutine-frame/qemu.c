#include "qemu/osdep.h"
#include "qemu/coroutine.h"

#include <string.h>

void coroutine_fn co_copy(int n);
void coroutine_fn co_copy(int n) // warning: 19 NS405 "'co_copy'" related: "is declared coroutine_fn"
{
    char buf[600000];
    memset(buf, n, sizeof buf);
    qemu_coroutine_yield();
}

void coroutine_fn co_small(int n);
void coroutine_fn co_small(int n) // ok: NS405
{
    char buf[500000];
    memset(buf, n, sizeof buf);
    qemu_coroutine_yield();
}
