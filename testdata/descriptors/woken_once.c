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
    event_add(event_new(base, -1, 0, builtin, &w), NULL);
    event_add(event_new(base, -1, 0, field, &w), NULL);
    event_add(event_new(base, -1, 0, of_its_own, &w), NULL);
    event_add(event_new(base, -1, 0, too_much, &w), NULL);
    event_add(event_new(base, -1, 0, two_ways, &w), NULL);
    return event_base_dispatch(base);
}
