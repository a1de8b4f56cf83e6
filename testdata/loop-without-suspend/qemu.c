/* Loops of coroutines: without a bound, and with one. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

struct item {
    struct item *next;
    int kind;
};
struct device {
    bool busy, paused;
    int state, left, fd;
    struct item *queue;
    atomic_int owner;
    void (*step)(struct device *d);
};

int device_poll(struct device *d);
void item_handle(struct item *i);
struct item *queue_get(struct device *d);
bool queue_is_empty(struct item *q);
struct item *queue_pop(struct item *q);
void unlink_item(struct item *i);
void coroutine_fn device_co_wait(struct device *d);

static void pop(struct device *d)
{
    d->queue = d->queue->next;
    d->left--;
}

static void coroutine_fn one_pause(void)
{
    qemu_co_sleep_ns(QEMU_CLOCK_REALTIME, 1);
}

static void coroutine_fn endless(struct device *d)
{
    for (;;) // note: 5 NS402 "no bound and no suspension point" related: "coroutine_fn"
        device_poll(d);
}

static void coroutine_fn endless_suspends(struct device *d)
{
    for (;;) { // ok: NS402
        device_poll(d);
        qemu_coroutine_yield();
    }
}

static void coroutine_fn endless_suspends_below(struct device *d)
{
    for (;;) { // ok: NS402
        device_poll(d);
        one_pause();
    }
}

static void coroutine_fn some_rounds(struct device *d)
{
    while (true) { // note: 5 NS402 "nobody changes 'd->paused'"
        if (d->paused)
            continue;
        device_poll(d);
        qemu_coroutine_yield();
    }
}

static void coroutine_fn all_rounds(struct device *d)
{
    while (true) { // ok: NS402
        if (d->paused) {
            qemu_co_sleep_ns(QEMU_CLOCK_REALTIME, 1);
            continue;
        }
        device_poll(d);
        qemu_coroutine_yield();
    }
}

static void coroutine_fn spin(struct device *d)
{
    while (d->busy) // note: 5 NS402 "nobody changes 'd->busy' meanwhile"
        ;
}

static void coroutine_fn spin_do(struct device *d)
{
    do { // note: 5 NS402 "'d->state'"
        __asm__ volatile("" ::: "memory");
    } while (d->state != 3);
}

static void coroutine_fn wait_other(struct device *d)
{
    while (d->busy) // ok: NS402
        device_co_wait(d);
}

static void coroutine_fn counted(struct device *d, int n)
{
    for (int i = 0; i < n; i++) // ok: NS402
        device_poll(d);
    while (n-- > 0) // ok: NS402
        device_poll(d);
    while (d->left) // ok: NS402
        pop(d);
    do { // ok: NS402
        device_poll(d);
    } while (0);
}

static void coroutine_fn lists(struct device *d, const char *text)
{
    for (struct item *i = d->queue; i; i = i->next) // ok: NS402
        item_handle(i);
    while (d->queue) // ok: NS402
        pop(d);
    while (*text && *text != ' ') // ok: NS402
        text++;
    for (;;) { // ok: NS402
        struct item *i = queue_get(d);
        if (!i)
            break;
        item_handle(i);
    }
}

static void coroutine_fn drains(struct device *d, struct item *q)
{
    struct item *i;
    while (!queue_is_empty(q)) // ok: NS402
        item_handle(queue_pop(q));
    while (!queue_is_empty(d->queue)) // ok: NS402
        item_handle(queue_pop(d->queue));
    while ((i = d->queue)) // ok: NS402
        unlink_item(i);
    while (!queue_is_empty(q)) // note: 5 NS402 "queue_is_empty(q)"
        item_handle(NULL);
    while (!d->queue) // note: 5 NS402 "'d->queue'"
        item_handle(NULL);
}

struct link {
    struct link *next;
};
struct task {
    int id;
    struct link link;
};
#define task_of(L) ((struct task *)((char *)(L)-offsetof(struct task, link)))
int first_word(const struct item *i);

static int kind_of(const struct item *i)
{
    return i->kind;
}

static unsigned sequence_of(struct device *d)
{
    return (unsigned)atomic_load(&d->owner);
}

static bool sequence_moved(struct device *d, unsigned before)
{
    return (unsigned)atomic_load(&d->owner) != before;
}

/* Read again only if somebody wrote meanwhile; wait for somebody to write. */
static int coroutine_fn read_stable(struct device *d)
{
    int owner, state;
    unsigned sequence;
    do { // ok: NS402
        owner = atomic_load(&d->owner);
        state = d->state;
    } while (owner != atomic_load(&d->owner));
    do { // ok: NS402
        sequence = sequence_of(d);
        state += d->left;
    } while (sequence_moved(d, sequence));
    do { // note: 5 NS402 "'d->owner'"
        state = d->state;
    } while (owner == atomic_load(&d->owner));
    return state;
}

/* A list that ends at its head; answers about what the loop moves on to. */
static struct link tasks;

static void coroutine_fn cursors(struct link *head, struct device *d, int n)
{
    for (struct task *t = task_of(head->next); &t->link != head; t = task_of(t->link.next)) // ok: NS402
        item_handle(NULL);
    while (kind_of(d->queue) == 3) // ok: NS402
        d->queue = d->queue->next;
    struct item *i = d->queue;
    int limit = 3;
    while (kind_of(i) < limit) // ok: NS402
        limit = first_word(i + n--);
}

static void coroutine_fn drain(struct device *d)
{
    char buf[64];
    for (;;) { // ok: NS402
        ssize_t n = device_poll(d);
        if (n < 0 && errno == EAGAIN)
            break;
        memset(buf, 0, sizeof buf);
    }
    while (device_poll(d) > 0) // ok: NS402
        continue;
}

static void coroutine_fn through_pointer(struct device *d)
{
    while (d->busy) // ok: NS402
        d->step(d);
}

static void coroutine_fn exchange(struct device *d)
{
    int old = atomic_load(&d->owner);
    while (!atomic_compare_exchange_weak(&d->owner, &old, old + 1)) // ok: NS402
        ;
}

static void coroutine_fn claim(struct device *d)
{
    int none = 0;
    while (!atomic_compare_exchange_weak(&d->owner, &none, 1)) // note: 5 NS402 "until it gets a lock"
        none = 0;
}

static void coroutine_fn own_flag(struct device *d)
{
    bool done = false;
    while (!done) { // ok: NS402
        if (device_poll(d) < 0)
            done = true;
    }
}

static void coroutine_fn others_flag(struct device *d)
{
    bool done = false;
    while (!done) { // note: 5 NS402 "'d->state'"
        if (d->state == 4)
            done = true;
    }
}

/* Called by a coroutine. */
static void helper(struct device *d)
{
    while (!atomic_load(&d->owner)) // note: 5 NS402 "'d->owner'" related: "coroutine_fn"
        ;
}

/* Not in a coroutine. */
void elsewhere(struct device *d);
void elsewhere(struct device *d)
{
    while (d->busy) // ok: NS402
        ;
}

void coroutine_fn run_all(struct device *d);
void coroutine_fn run_all(struct device *d)
{
    endless_suspends(d);
    endless_suspends_below(d);
    some_rounds(d);
    all_rounds(d);
    spin(d);
    spin_do(d);
    wait_other(d);
    counted(d, 3);
    lists(d, "a");
    drain(d);
    drains(d, d->queue);
    cursors(&tasks, d, 3);
    read_stable(d);
    through_pointer(d);
    exchange(d);
    claim(d);
    own_flag(d);
    others_flag(d);
    helper(d);
    endless(d);
}
