/* Slots that are filled as one struct and called as others, of the same fields, because each kind of handler has a type
 * of its own. */
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

struct request {
    int fd;
};

struct server {
    void *slots;
    int len;
};

typedef int (*any_fn)(void);

struct slot { /* as it is filled */
    any_fn fn;
    void *data;
};

struct request_slot {
    int (*fn)(struct request *r, void *data);
    void *data;
};

struct server_slot {
    int (*fn)(struct server *s, void *data);
    void *data;
};

struct other_slot { /* not the same fields */
    int (*fn)(struct request *r, int kind);
    int kind;
};

struct module {
    int (*on_request)(struct request *r, void *data);
    int (*on_tick)(struct server *s, void *data);
    int (*at_start)(struct server *s, void *data);
    int (*of_kind)(struct request *r, int kind);
};

static int on_request(struct request *r, void *data)
{
    (void)data;
    sleep((unsigned)r->fd); // error: 5 NS101 related: "called through 'slot->fn' in 'call_request'"
    return 0;
}

/* One field holds what is called at start and what is called on the loop: which is which is not known. */
static int on_tick(struct server *s, void *data)
{
    (void)data;
    sleep((unsigned)s->len); // ok: NS101
    return 0;
}

static int at_start(struct server *s, void *data)
{
    (void)data;
    sleep((unsigned)s->len); // ok: NS101
    return 0;
}

static int of_kind(struct request *r, int kind)
{
    sleep((unsigned)(r->fd + kind)); // ok: NS101
    return 0;
}

static const struct module module = {on_request, on_tick, at_start, of_kind};

static void fill(struct server *s, uintptr_t offset, any_fn fn, void *data)
{
    struct slot *slot = (struct slot *)((uintptr_t)s->slots + offset);
    while (slot->fn)
        slot++;
    slot->fn = fn;
    slot->data = data;
}

static void fill_all(struct server *s, const struct module *m)
{
    fill(s, 0, (any_fn)m->on_request, s);
    fill(s, 64, (any_fn)m->on_tick, s);
    fill(s, 128, (any_fn)m->at_start, s);
    fill(s, 192, (any_fn)m->of_kind, s);
}

static void call_request(struct server *s, struct request *r, uintptr_t offset)
{
    const struct request_slot *slot = (const struct request_slot *)((uintptr_t)s->slots + offset);
    while (slot->fn && !slot->fn(r, slot->data))
        slot++;
}

static void call_server(struct server *s, uintptr_t offset)
{
    const struct server_slot *slot = (const struct server_slot *)((uintptr_t)s->slots + offset);
    while (slot->fn && !slot->fn(s, slot->data))
        slot++;
}

static void call_other(struct server *s, struct request *r)
{
    const struct other_slot *slot = s->slots;
    if (slot->fn)
        slot->fn(r, slot->kind);
}

static void start(struct server *s)
{
    call_server(s, 128);
}

static void tick(struct server *s)
{
    call_server(s, 64);
}

int main(void)
{
    static struct pollfd fds[8];
    struct server s = {calloc(32, sizeof(struct slot)), 8};
    fill_all(&s, &module);
    start(&s);
    while (poll(fds, (nfds_t)s.len, 1000) >= 0) {
        struct request r = {fds[0].fd};
        tick(&s);
        call_request(&s, &r, 0);
        call_other(&s, &r);
    }
    return 0;
}
