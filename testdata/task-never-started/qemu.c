/* QEMU: creating a coroutine does not run it. */
#include <qemu/osdep.h>

#include <qemu/coroutine.h>
#include <stddef.h>

struct state {
    Coroutine *co;
    int busy;
};

static void coroutine_fn flush_entry(void *opaque)
{
    (void)opaque;
    qemu_coroutine_yield();
}

int never(struct state *s)
{
    Coroutine *co = qemu_coroutine_create(flush_entry, s); // warning: 21 NS206 "'qemu_coroutine_create' creates is never started" "qemu_coroutine_enter"
    if (!co)
        return -1;
    return 0;
}

void ignored(struct state *s)
{
    qemu_coroutine_create(flush_entry, s); // warning: 5 NS206 "qemu_coroutine_create"
}

void entered(struct state *s)
{
    Coroutine *co = qemu_coroutine_create(flush_entry, s); // ok: NS206
    qemu_coroutine_enter(co);
}

void entered_on_some_path(struct state *s)
{
    Coroutine *co = qemu_coroutine_create(flush_entry, s); // ok: NS206
    if (!s->busy)
        qemu_coroutine_enter(co);
}

void entered_at_once(struct state *s)
{
    qemu_coroutine_enter(qemu_coroutine_create(flush_entry, s)); // ok: NS206
}

void stored(struct state *s)
{
    s->co = qemu_coroutine_create(flush_entry, s); // ok: NS206
}

void second_one(struct state *s)
{
    Coroutine *co = qemu_coroutine_create(flush_entry, s); // ok: NS206
    qemu_coroutine_enter(co);
    co = qemu_coroutine_create(flush_entry, s); // warning: 10 NS206 "qemu_coroutine_create"
    if (co != NULL)
        s->busy = 1;
}

static Coroutine *make(struct state *s)
{
    Coroutine *co = qemu_coroutine_create(flush_entry, s); // ok: NS206
    s->busy = 1;
    return co;
}

static Coroutine *make_and_enter(struct state *s)
{
    Coroutine *co = qemu_coroutine_create(flush_entry, s); // ok: NS206
    qemu_coroutine_enter(co);
    return co;
}

static void run(Coroutine *co)
{
    qemu_coroutine_enter(co);
}

static int is_set(Coroutine *co)
{
    return co != NULL;
}

void through_helpers(struct state *s)
{
    make(s);                // warning: 5 NS206 "'make' creates" step: "'make' calls 'qemu_coroutine_create'"
    run(make(s));           // ok: NS206
    is_set(make(s));        // warning: 12 NS206 "'make' creates"
    make_and_enter(s);      // ok: NS206
}
