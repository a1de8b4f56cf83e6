/* Functions between a coroutine and what suspends need the mark, each of them; those that plain code calls too do not. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/timer.h"

int coroutine_fn co_read(void *to);
int sync_read(void *to);

static int inner(void *to) // warning: 12 NS203 "'inner' lacks the mark coroutine_fn" "'co_read', which may suspend" "mark it as coroutine_fn" step: "'inner' calls 'co_read'" related: "co_read" related: "'inner' is called here, in 'outer'" related: "entry"
{
    return co_read(to);
}

static int outer(void *to) // warning: 12 NS203 "'outer'" "'inner', which must run in a coroutine too" step: "'outer' calls 'inner'" step: "'inner' calls 'co_read'"
{
    return inner(to);
}

static int no_suspension(void *to) // ok: NS203
{
    return to != NULL;
}

static int guarded(void *to) // ok: NS203
{
    if (qemu_in_coroutine())
        return co_read(to);
    return sync_read(to);
}

static int asserted(void *to) // warning: 12 NS203 "asserts that it is in a coroutine"
{
    assert(qemu_in_coroutine());
    return sync_read(to);
}

static int coroutine_fn marked(void *to) // ok: NS203
{
    return co_read(to);
}

/* Called by a timer too: the calls there are what is wrong, or it is mixed. */
static int both(void *to) // ok: NS203
{
    return co_read(to);
}

static int by_address(void *to) // ok: NS203
{
    return co_read(to);
}

static int (*pointer)(void *) = by_address;

/* That 'both' cannot have the mark is no reason for this one to bear it. */
static int calls_both(void *to) // ok: NS203
{
    return both(to);
}

static void coroutine_fn entry(void *opaque)
{
    outer(opaque);
    no_suspension(opaque);
    guarded(opaque);
    asserted(opaque);
    marked(opaque);
    both(opaque);
    calls_both(opaque);
    by_address(opaque);
    pointer(opaque);
}

static void on_timer(void *opaque)
{
    both(opaque); // error: 5 NS201
}

void start(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(entry, opaque));
    timer_new_ns(QEMU_CLOCK_REALTIME, on_timer, opaque);
}

/* Public, and nothing calls it: no coroutine either. */
int library_call(void *to) // ok: NS203
{
    return sync_read(to);
}
