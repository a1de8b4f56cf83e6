/* Where several functions of a path are async by declaration, the finding stands in the innermost one, once. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

int coroutine_fn outer(void);
int coroutine_fn inner(void);

static int helper(void)
{
    return usleep(1);
}

int coroutine_fn inner(void)
{
    return helper(); // note: 12 NS101 step: "helper" step: "usleep"
}

int coroutine_fn outer(void)
{
    return inner(); // ok: NS101
}
