#include "qemu/osdep.h"
#include "qemu/coroutine.h"

#include <assert.h>

#ifndef no_coroutine_fn
#define no_coroutine_fn
#endif
#define coroutine_mixed_fn

int no_coroutine_fn flush_all(int n);
int no_coroutine_fn flush_all(int n)
{
    return n;
}

static int asserts(int n)
{
    assert(!qemu_in_coroutine());
    return n;
}

/* Coroutines call it, and it has no mark. */
static int helper(int n)
{
    return flush_all(n); // error: 12 NS207 "call to 'flush_all'" related: "no_coroutine_fn"
}

struct marked {
    int no_coroutine_fn (*flush)(int n);
    int (*size)(int n);
};

int coroutine_fn through_marked(const struct marked *d);
int coroutine_fn through_marked(const struct marked *d)
{
    int n = d->size(1);        // ok: NS207
    return d->flush(n);        // error: 15 NS207 "must not run in a coroutine" related: "declared no_coroutine_fn"
}

static int coroutine_mixed_fn either(int n)
{
    if (!qemu_in_coroutine())
        return flush_all(n); // ok: NS207
    return n;
}

int coroutine_fn co_copy(int n);
int coroutine_fn co_copy(int n)
{
    flush_all(n); // error: 5 NS207 "call to 'flush_all', which must not run in a coroutine, in 'co_copy'"
    asserts(n);   // error: 5 NS207 "asserts"
    either(n);
    qemu_coroutine_yield();
    return helper(n);
}

int plain(int n);
int plain(int n)
{
    return flush_all(n); // ok: NS207
}

/* Code that says itself that it is in a coroutine, whoever calls it. */
int wrong_branch(int n);
int wrong_branch(int n)
{
    if (qemu_in_coroutine())
        return flush_all(n); // error: 16 NS207
    return flush_all(n); // ok: NS207
}

int asserts_in(int n);
int asserts_in(int n)
{
    assert(qemu_in_coroutine());
    return flush_all(n); // error: 12 NS207
}

/* Through pointers. */
static const struct driver {
    int (*sync)(int n), (*other)(int n);
} driver = {.sync = flush_all, .other = wrong_branch};

int coroutine_fn through_table(int n);
int coroutine_fn through_table(int n)
{
    int (*local)(int) = flush_all;
    local(n); // error: 5 NS207 "'local'"
    driver.other(n); // ok: NS207
    return driver.sync(n); // error: 19 NS207
}

int through_table_plain(int n);
int through_table_plain(int n)
{
    return driver.sync(n); // ok: NS207
}
