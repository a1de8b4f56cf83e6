// args: --disable NS1 --disable NS2 --disable NS4
/* fiber_sleep returns nothing: the loop must test fiber_is_cancelled. The flag stays set, so that a retry spins. */
#include <core/fiber_cond.h>
#include <stdio.h>
#include <tarantool/module.h>

static struct fiber_cond *ready;
static int count;

static int never_looks(va_list ap)
{
    (void)ap;
    for (;;) {
        fiber_sleep(1); // warning: 9 NS304 "fiber_sleep" "never looked at"
        count++;
    }
    return 0;
}

static int looks(va_list ap)
{
    (void)ap;
    while (!fiber_is_cancelled()) {
        fiber_sleep(1); // ok: NS304
        count++;
    }
    return 0;
}

static int ends_by_itself(va_list ap)
{
    (void)ap;
    for (int i = 0; i < 10; i++)
        fiber_sleep(1); // ok: NS304
    return 0;
}

static int retries(va_list ap)
{
    (void)ap;
    while (fiber_cond_wait(ready) != 0) // warning: 12 NS304 "fiber_cond_wait" "for ever"
        ;
    return 0;
}

static int gives_up(va_list ap)
{
    (void)ap;
    while (fiber_cond_wait_timeout(ready, 1) != 0) // ok: NS304
        if (fiber_is_cancelled())
            return -1;
    return 0;
}

static int ignores(va_list ap)
{
    (void)ap;
    fiber_cond_wait(ready); // warning: 5 NS304 "fiber_cond_wait" "ignored"
    count++;
    return 0;
}

/* What asks for the flag need not stand in the loop itself. */
static void test_cancel(lua_State *L)
{
    if (fiber_is_cancelled())
        lua_error(L);
}

static void test_nothing(lua_State *L)
{
    if (!L)
        lua_error(L);
}

static bool goes_on(void)
{
    if (fiber_is_cancelled())
        return false;
    return true;
}

static int left_by_helper(va_list ap)
{
    lua_State *L = va_arg(ap, lua_State *);
    for (;;) {
        fiber_sleep(1); // ok: NS304
        test_cancel(L);
    }
    return 0;
}

static int not_left_by_helper(va_list ap)
{
    lua_State *L = va_arg(ap, lua_State *);
    for (;;) {
        fiber_sleep(1); // warning: 9 NS304 "fiber_sleep" "never looked at"
        test_nothing(L);
    }
    return 0;
}

static int asks_by_helper(va_list ap)
{
    (void)ap;
    for (;;) {
        fiber_cond_wait(ready); // ok: NS304
        if (!goes_on())
            return 0;
        count++;
    }
}

/* -1 is an error of this function's own; the wait is told by nothing. */
static ssize_t flush(int fd)
{
    ssize_t total = 0;
    while (count < 3) {
        coio_wait(fd, COIO_WRITE, 1); // warning: 9 NS304 "coio_wait" "ignored"
        total += count;
    }
    if (!ready)
        return -1;
    return total;
}

static ssize_t flush_good(int fd)
{
    ssize_t total = 0;
    while (count < 3) {
        coio_wait(fd, COIO_WRITE, 1); // ok: NS304
        if (fiber_is_cancelled())
            return -1;
        total += count;
    }
    return total;
}

static int flushes(va_list ap)
{
    (void)ap;
    flush(1); // ok: NS304
    count++;
    flush_good(1); // ok: NS304
    return 0;
}

/* A helper that leaves with 0 ends the loop. */
static int next_result(int *n, int before)
{
    coio_wait(1, COIO_READ, 1); // ok: NS304
    if (fiber_is_cancelled())
        return 0;
    ++*n;
    return before;
}

static int all_results(va_list ap)
{
    (void)ap;
    int n = 0, more = 1;
    while ((more = next_result(&n, more))) // ok: NS304
        ;
    return n;
}

/* The flag is looked at when the loop comes back; who leaves it without another wait stays cancelled. */
static int connects(int status)
{
    while (true) {
        if (fiber_is_cancelled())
            return -1;
        coio_wait(1, COIO_READ, 1); // ok: NS304
        count++;
        if (count == status)
            return 0;
    }
}

static int connects_never_looks(int status)
{
    while (true) {
        coio_wait(1, COIO_READ, 1); // warning: 9 NS304 "coio_wait" "ignored"
        count++;
        if (count == status)
            return 0;
    }
}

static int connections(va_list ap)
{
    (void)ap;
    return connects(3) + connects_never_looks(4);
}

struct message {
    struct message *next;
    struct fiber_cond cond;
    bool complete;
};

void push(struct message **to);

/* The message is on this stack: the loop has to wait for it. */
static void sends(void)
{
    struct message m = {.complete = false};
    fiber_cond_create(&m.cond);
    push(&m.next);
    while (!m.complete)
        fiber_cond_wait(&m.cond); // ok: NS304
    count++;
}

static void sends_elsewhere(struct message *m)
{
    push(&m->next);
    while (!m->complete)
        fiber_cond_wait(&m->cond); // warning: 9 NS304 "fiber_cond_wait" "ignored"
    count++;
}

static void destroys(struct message *m)
{
    while (!m->complete)
        fiber_cond_wait(&m->cond); // ok: NS304
    fiber_cond_destroy(&m->cond);
    count++;
}

static int messages(va_list ap)
{
    struct message *m = va_arg(ap, struct message *);
    push(&m->next);
    while (!m->complete)
        fiber_cond_wait(&m->cond); // warning: 9 NS304 "fiber_cond_wait" "ignored"
    sends();
    sends_elsewhere(m);
    destroys(m);
    return 0;
}

int main(void)
{
    static const fiber_func all[] = {never_looks, looks,   ends_by_itself, retries,     gives_up,       ignores,
                                     flushes,     messages, all_results,    connections, asks_by_helper, left_by_helper,
                                     not_left_by_helper};
    ready = fiber_cond_new();
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        struct fiber *f = fiber_new("f", all[i]);
        fiber_set_joinable(f, true);
        fiber_start(f);
        fiber_cancel(f);
        fiber_join(f);
    }
    return count;
}
