/* A byte to wake a reader, written only by who sets a flag that was clear: it never fills the pipe. */
#include <event2/event.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

struct waker {
    int fd;
    bool set;
};

static int fd, number;
static bool sent;
static atomic_int swap;
static atomic_flag flagged;
static atomic_uint flags;

enum { SLEEPING = 1, NOTIFIED = 2 };

static void plain(evutil_socket_t f, short what, void *arg)
{
    if (sent)
        return;
    sent = true;
    write(fd, "x", 1); // ok: NS102
}

static void other_way_round(evutil_socket_t f, short what, void *arg)
{
    if (!sent)
        return;
    sent = true;
    write(fd, "x", 1); // error: 5 NS102
}

static void cleared_at_once(evutil_socket_t f, short what, void *arg)
{
    if (!sent) {
        sent = true;
        write(fd, "x", 1); // error: 9 NS102
        sent = false;
    }
}

static void swapped(evutil_socket_t f, short what, void *arg)
{
    if (!atomic_exchange(&swap, 1))
        write(fd, "x", 1); // ok: NS102
}

static void swapped_before(evutil_socket_t f, short what, void *arg)
{
    if (atomic_exchange(&swap, 1))
        write(fd, "x", 1); // error: 9 NS102
}

static void claimed(evutil_socket_t f, short what, void *arg)
{
    int zero = 0;
    if (!atomic_compare_exchange_strong(&swap, &zero, 1))
        return;
    write(fd, "x", 1); // ok: NS102
}

static void claimed_by_other(evutil_socket_t f, short what, void *arg)
{
    if (!__sync_bool_compare_and_swap(&number, 0, 1))
        write(fd, "x", 1); // error: 9 NS102
}

static void claimed_old(evutil_socket_t f, short what, void *arg)
{
    if (__sync_bool_compare_and_swap(&number, 0, 1))
        write(fd, "x", 1); // ok: NS102
}

static void flag(evutil_socket_t f, short what, void *arg)
{
    if (!atomic_flag_test_and_set(&flagged))
        write(fd, "x", 1); // ok: NS102
}

static void bit_of_flags(evutil_socket_t f, short what, void *arg)
{
    if (!(atomic_fetch_or(&flags, NOTIFIED) & NOTIFIED))
        write(fd, "x", 1); // ok: NS102
}

static void bit_that_was_set(evutil_socket_t f, short what, void *arg)
{
    if (atomic_fetch_or(&flags, NOTIFIED) & NOTIFIED)
        write(fd, "x", 1); // error: 9 NS102
}

static void bit_while_asleep(evutil_socket_t f, short what, void *arg)
{
    if ((__atomic_fetch_or(&number, NOTIFIED, __ATOMIC_SEQ_CST) & (SLEEPING | NOTIFIED)) == SLEEPING)
        write(fd, "x", 1); // ok: NS102
}

static void bit_again_while_asleep(evutil_socket_t f, short what, void *arg)
{
    if ((__atomic_fetch_or(&number, NOTIFIED, __ATOMIC_SEQ_CST) & (SLEEPING | NOTIFIED)) ==
        (SLEEPING | NOTIFIED))
        write(fd, "x", 1); // error: 9 NS102
}

static void bit_in_local(evutil_socket_t f, short what, void *arg)
{
    int old = __sync_fetch_and_or(&number, NOTIFIED);
    if (old & NOTIFIED)
        return;
    write(fd, "x", 1); // ok: NS102
}

static void bit_in_local_wrong(evutil_socket_t f, short what, void *arg)
{
    int old = __sync_fetch_and_or(&number, NOTIFIED);
    if (old & NOTIFIED)
        write(fd, "x", 1); // error: 9 NS102
}

static void builtin(evutil_socket_t f, short what, void *arg)
{
    if (__atomic_exchange_n(&number, 1, __ATOMIC_SEQ_CST) == 0)
        write(fd, "x", 1); // ok: NS102
}

static void field(evutil_socket_t f, short what, void *arg)
{
    struct waker *w = arg;
    if (!w->set) {
        w->set = true;
        write(w->fd, "x", 1); // ok: NS102
    }
}

static void of_its_own(evutil_socket_t f, short what, void *arg)
{
    bool mine = false;
    if (!mine) {
        mine = true;
        write(fd, "x", 1); // error: 9 NS102
    }
}

static void too_much(evutil_socket_t f, short what, void *arg)
{
    static char block[600];
    if (!sent) {
        sent = true;
        write(fd, block, sizeof block); // error: 9 NS102
    }
}

static void two_ways(evutil_socket_t f, short what, void *arg)
{
    if (!sent || what) {
        sent = true;
        write(fd, "x", 1); // error: 9 NS102
    }
}

static void on_wake(evutil_socket_t f, short what, void *arg)
{
    struct waker *w = arg;
    char c;
    read(f, &c, 1);
    sent = w->set = false;
    number = swap = 0;
    atomic_flag_clear(&flagged);
}

int main(void)
{
    struct event_base *base = event_base_new();
    struct waker w = {0};
    int p[2];
    if (pipe(p) != 0)
        return 1;
    fd = w.fd = p[1];
    event_add(event_new(base, p[0], EV_READ, on_wake, &w), NULL);
    event_add(event_new(base, -1, 0, plain, &w), NULL);
    event_add(event_new(base, -1, 0, other_way_round, &w), NULL);
    event_add(event_new(base, -1, 0, cleared_at_once, &w), NULL);
    event_add(event_new(base, -1, 0, swapped, &w), NULL);
    event_add(event_new(base, -1, 0, swapped_before, &w), NULL);
    event_add(event_new(base, -1, 0, claimed, &w), NULL);
    event_add(event_new(base, -1, 0, claimed_by_other, &w), NULL);
    event_add(event_new(base, -1, 0, claimed_old, &w), NULL);
    event_add(event_new(base, -1, 0, flag, &w), NULL);
    event_add(event_new(base, -1, 0, bit_of_flags, &w), NULL);
    event_add(event_new(base, -1, 0, bit_that_was_set, &w), NULL);
    event_add(event_new(base, -1, 0, bit_while_asleep, &w), NULL);
    event_add(event_new(base, -1, 0, bit_again_while_asleep, &w), NULL);
    event_add(event_new(base, -1, 0, bit_in_local, &w), NULL);
    event_add(event_new(base, -1, 0, bit_in_local_wrong, &w), NULL);
    event_add(event_new(base, -1, 0, builtin, &w), NULL);
    event_add(event_new(base, -1, 0, field, &w), NULL);
    event_add(event_new(base, -1, 0, of_its_own, &w), NULL);
    event_add(event_new(base, -1, 0, too_much, &w), NULL);
    event_add(event_new(base, -1, 0, two_ways, &w), NULL);
    return event_base_dispatch(base);
}
