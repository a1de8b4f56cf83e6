/* coroutine_fn is an empty macro: on functions, in any place, on a typedef of a function, on a pointer in a struct. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

typedef struct Driver {
    int coroutine_fn (*co_flush)(void *opaque);
    int (*flush)(void *opaque);
} Driver;

int coroutine_fn middle(void);
coroutine_fn int first_word(void);
static CoroutineEntry by_typedef;
int declared_elsewhere(void) coroutine_fn;

int coroutine_fn middle(void)
{
    return usleep(1); // note: 12 NS101 "usleep" "qemu_co_sleep_ns" related: "coroutine_fn"
}

coroutine_fn int first_word(void)
{
    return usleep(2); // note: 12 NS101
}

static void by_typedef(void *opaque)
{
    (void)opaque;
    usleep(3); // note: 5 NS101
}

int declared_elsewhere(void)
{
    return usleep(4); // note: 12 NS101
}

static int flush_co(void *opaque)
{
    (void)opaque;
    return usleep(5); // note: 12 NS101
}

static int flush_plain(void *opaque)
{
    (void)opaque;
    return usleep(6); // ok: NS101
}

const Driver driver = {
    .co_flush = flush_co, // warning: 17 NS202 "plain function 'flush_co'"
    .flush = flush_plain,
};

static void entry(void *opaque)
{
    (void)opaque;
    usleep(7); // note: 5 NS101 related: "qemu_coroutine_create"
}

void start(void)
{
    usleep(8); // ok: NS101
    qemu_coroutine_enter(qemu_coroutine_create(by_typedef, NULL));
    qemu_coroutine_enter(qemu_coroutine_create(entry, NULL)); // warning: 48 NS202 "entry"
}
