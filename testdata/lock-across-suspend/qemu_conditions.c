// args: --disable NS1 --disable NS2 --disable NS4
/* What gives way only sometimes: a wait that gives the lock back meanwhile, a helper that sleeps only
 * where its parameter says so, a helper that asks whether it runs in a coroutine. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/lockable.h"

static QemuMutex mutex;
static CoQueue *queue;
static int count;

void coroutine_fn wait_with_lock(void);
void coroutine_fn wait_without(void);
void coroutine_fn wait_in_guard(void);
void coroutine_fn by_parameter(void);
void coroutine_fn in_coroutine(void);
void coroutine_fn by_hand_in_guard(void);
void coroutine_fn pointer_first(void (*write)(int));
void coroutine_fn recurses(int n);
void from_anywhere(void);
void from_both(void);
void on_loop(void *opaque);
void set_up(AioContext *ctx);
void coroutine_fn calls_both(void);

void coroutine_fn wait_with_lock(void)
{
    qemu_mutex_lock(&mutex);
    while (!count)
        qemu_co_queue_wait(queue, &mutex); // ok: NS305
    count--;
    qemu_mutex_unlock(&mutex);
}

void coroutine_fn wait_without(void)
{
    qemu_mutex_lock(&mutex);
    while (!count)
        qemu_co_queue_wait(queue, NULL); // error: 9 NS305 "qemu_co_queue_wait"
    count--;
    qemu_mutex_unlock(&mutex);
}

void coroutine_fn wait_in_guard(void)
{
    QEMU_LOCK_GUARD(&mutex);
    while (!count)
        qemu_co_queue_wait(queue, &mutex); // ok: NS305
    qemu_coroutine_yield(); // error: 5 NS305 "qemu_coroutine_yield"
}

/* Writes, and waits for room only if WAIT. */
static void coroutine_fn put(int n, bool wait)
{
    count += n;
    if (wait)
        qemu_coroutine_yield();
}

/* Hands its own parameter on. */
static void coroutine_fn put_one(bool wait)
{
    put(1, wait);
}

void coroutine_fn by_parameter(void)
{
    qemu_mutex_lock(&mutex);
    put(2, false);  // ok: NS305
    put_one(false); // ok: NS305
    qemu_mutex_unlock(&mutex);
    qemu_mutex_lock(&mutex);
    put(2, true); // error: 5 NS305 "put"
    qemu_mutex_unlock(&mutex);
    qemu_mutex_lock(&mutex);
    put_one(true); // error: 5 NS305 "put_one"
    qemu_mutex_unlock(&mutex);
}

static void wait_for_more(void)
{
    if (qemu_in_coroutine())
        qemu_coroutine_yield();
    else
        count++;
}

void from_anywhere(void)
{
    qemu_mutex_lock(&mutex);
    wait_for_more(); // ok: NS305
    qemu_mutex_unlock(&mutex);
}

void coroutine_fn in_coroutine(void)
{
    qemu_mutex_lock(&mutex);
    wait_for_more(); // error: 5 NS305 "wait_for_more"
    qemu_mutex_unlock(&mutex);
}

/* Gives the lock back by hand under the guard, and takes it again. */
static void coroutine_fn yield_unlocked(void)
{
    qemu_mutex_unlock(&mutex);
    qemu_coroutine_yield(); // ok: NS305
    qemu_mutex_lock(&mutex);
}

void coroutine_fn by_hand_in_guard(void)
{
    QEMU_LOCK_GUARD(&mutex);
    yield_unlocked(); // ok: NS305
    count++;
}

/* That a call through a pointer perhaps gives way hides nothing behind it. */
void coroutine_fn recurses(int n)
{
    count += n;
    pointer_first(recurses);
}

void coroutine_fn pointer_first(void (*write)(int))
{
    qemu_mutex_lock(&mutex);
    write(count);
    qemu_coroutine_yield(); // error: 5 NS305 "qemu_coroutine_yield"
    qemu_mutex_unlock(&mutex);
}

/* The loop and coroutines call it; that it asks does not tell which. */
void from_both(void)
{
    qemu_mutex_lock(&mutex);
    wait_for_more(); // ok: NS305
    qemu_mutex_unlock(&mutex);
}

void on_loop(void *opaque)
{
    (void)opaque;
    from_both();
}

void set_up(AioContext *ctx)
{
    aio_bh_schedule_oneshot_full(ctx, on_loop, NULL, "t");
}

void coroutine_fn calls_both(void)
{
    from_both();
}
