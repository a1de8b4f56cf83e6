#include "qemu/osdep.h"
#include "api.h"

int outside(void);
int coroutine_fn inside(void);

int outside(void)
{
    return probe(); // ok: NS101
}

int coroutine_fn inside(void)
{
    return fetch(); // ok: NS101
}
