/* A plain function goes where the framework wants a coroutine function. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"

#define no_coroutine_fn
#define coroutine_mixed_fn

typedef struct Driver {
    int coroutine_fn (*co_flush)(void *opaque);
} Driver;

static int plain(void *opaque)
{
    return opaque != NULL;
}

static int coroutine_fn marked(void *opaque)
{
    return opaque != NULL;
}

static int no_coroutine_fn never(void *opaque)
{
    return opaque != NULL;
}

static int coroutine_mixed_fn mixed(void *opaque)
{
    return opaque != NULL;
}

static int guarded(void *opaque)
{
    return qemu_in_coroutine() && opaque;
}

/* Called from elsewhere too: a plain function may run in a coroutine. */
static int both(void *opaque)
{
    return opaque != NULL;
}

int call_both(void *opaque)
{
    return both(opaque);
}

static void plain_entry(void *opaque)
{
    (void)opaque;
}

static void coroutine_fn marked_entry(void *opaque)
{
    (void)opaque;
}

void submit(int coroutine_fn (*fn)(void *opaque), void *opaque);

/* As an argument, also where the parameter's type is a typedef that has the mark. */
void start(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(plain_entry, opaque)); // warning: 48 NS202 "plain function 'plain_entry'" "parameter 'entry' of 'qemu_coroutine_create'"
    qemu_coroutine_enter(qemu_coroutine_create(marked_entry, opaque)); // ok: NS202
    submit(marked, opaque); // ok: NS202
    submit(plain, opaque);  // warning: 12 NS202 "plain function 'plain'"
}

const Driver drivers[] = {
    {.co_flush = plain},   // warning: 18 NS202 "plain function 'plain'" "field 'co_flush' of 'Driver'" "mark 'plain' as coroutine_fn"
    {.co_flush = marked},  // ok: NS202
    {.co_flush = never},   // warning: 18 NS202 "must not be called in a coroutine" related: "no_coroutine_fn"
    {.co_flush = mixed},   // ok: NS202
    {.co_flush = guarded}, // ok: NS202
    {.co_flush = both},    // ok: NS202
    {.co_flush = NULL},
};
