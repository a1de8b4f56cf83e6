// args: --disable NS1 --disable NS2 --disable NS4
/* Fibers: some calls fail with FiberIsCancelled, others return nothing and fiber_is_cancelled tells. */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <tarantool/module.h>
#include <unistd.h>

static struct fiber_cond *ready;
static box_latch_t *latch;

static int bad(va_list ap)
{
    (void)ap;
    char *p = malloc(10);
    if (fiber_cond_wait(ready) != 0)
        return -1; // warning: 9 NS302 "malloc" "fiber_cond_wait"
    free(p);
    return 0;
}

static int good(va_list ap)
{
    (void)ap;
    int rc = -1;
    char *p = malloc(10);
    if (fiber_cond_wait(ready) != 0)
        goto out;
    rc = 0;
out:
    free(p);
    return rc; // ok: NS302
}

static int flag(va_list ap)
{
    (void)ap;
    char *p = malloc(10);
    while (*p) {
        fiber_sleep(0.1);
        if (fiber_is_cancelled())
            return 0; // warning: 13 NS302 "malloc" "fiber_sleep" "was cancelled"
    }
    free(p);
    return 0;
}

/* fiber_sleep reports nothing: this way out is the one of an index that is too big. */
static int not_asked(va_list ap)
{
    (void)ap;
    char *p = malloc(10);
    fiber_sleep(0.1);
    if (*p > 3)
        return 0; // ok: NS302
    free(p);
    return 0;
}

static int flag_good(va_list ap)
{
    (void)ap;
    char *p = malloc(10);
    while (*p && !fiber_is_cancelled())
        fiber_sleep(0.1);
    free(p);
    return 0; // ok: NS302
}

static int transaction(va_list ap)
{
    (void)ap;
    if (box_txn_begin() != 0)
        return -1; // ok: NS302
    if (fiber_cond_wait_timeout(ready, 1) != 0)
        return -1; // warning: 9 NS302 "the transaction" "fiber_cond_wait_timeout" "box_txn_begin"
    return box_txn_commit();
}

static int transaction_good(va_list ap)
{
    (void)ap;
    if (box_txn_begin() != 0)
        return -1; // ok: NS302
    if (fiber_cond_wait_timeout(ready, 1) != 0) {
        box_txn_rollback();
        return -1; // ok: NS302
    }
    return box_txn_commit(); // ok: NS302
}

static int rollback(void)
{
    box_txn_rollback();
    return -1;
}

static int transaction_helper(va_list ap)
{
    (void)ap;
    if (box_txn_begin() != 0)
        return -1; // ok: NS302
    if (fiber_cond_wait_timeout(ready, 1) != 0)
        return rollback(); // ok: NS302
    return box_txn_commit();
}

static int latched(va_list ap)
{
    (void)ap;
    box_latch_lock(latch);
    if (fiber_cond_wait(ready) < 0)
        return -1; // warning: 9 NS302 "the lock" "box_latch_lock"
    box_latch_unlock(latch);
    return 0;
}

static int latched_good(va_list ap)
{
    (void)ap;
    box_latch_lock(latch);
    int rc = fiber_cond_wait(ready);
    box_latch_unlock(latch);
    return rc; // ok: NS302
}

static int resolved(va_list ap)
{
    (void)ap;
    struct addrinfo *all = NULL;
    char *host = strdup("localhost");
    if (!host)
        return -1;
    if (coio_getaddrinfo(host, "80", NULL, &all, 1) != 0)
        return -1; // warning: 9 NS302 "strdup" "coio_getaddrinfo"
    free(host);
    freeaddrinfo(all);
    return 0;
}

static int resolved_good(va_list ap)
{
    (void)ap;
    struct addrinfo *all = NULL;
    char *host = strdup("localhost");
    if (!host)
        return -1;
    int rc = coio_getaddrinfo(host, "80", NULL, &all, 1);
    free(host);
    if (rc != 0)
        return -1; // ok: NS302
    freeaddrinfo(all);
    return 0;
}

static int tuple(box_tuple_t *t)
{
    box_tuple_ref(t);
    if (fiber_cond_wait(ready) != 0)
        return -1; // warning: 9 NS302 "the reference to the tuple"
    box_tuple_unref(t);
    return 0;
}

static int tuple_good(box_tuple_t *t)
{
    box_tuple_ref(t);
    int rc = fiber_cond_wait(ready);
    box_tuple_unref(t);
    return rc; // ok: NS302
}

static int inserts(va_list ap)
{
    (void)ap;
    box_tuple_t *t = NULL;
    if (box_insert(512, "", "", &t) != 0)
        return -1;
    return tuple(t) == 0 ? tuple_good(t) : -1;
}

int main(void)
{
    static const fiber_func all[] = {bad,     good,         flag,     not_asked, flag_good,     transaction, transaction_good,
                                     latched, latched_good, resolved, resolved_good, inserts,     transaction_helper};
    ready = fiber_cond_new();
    latch = box_latch_new();
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        struct fiber *f = fiber_new("f", all[i]);
        fiber_set_joinable(f, true);
        fiber_start(f);
        fiber_cancel(f);
        fiber_join(f);
    }
    box_latch_delete(latch);
    fiber_cond_delete(ready);
    return 0;
}
