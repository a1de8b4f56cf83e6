/* Members of what a function is handed, and what functions that were handed it before have left there. */
#include <netdb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

struct when {
    bool sync;
    int delay;
};

struct opts {
    const char *path;
    struct when when;
};

struct bus {
    int fd;
    const char *address;
};

bool anything(void);
void keep(struct bus *b);

static void settle(int fd, const struct opts *o)
{
    if (o->when.sync)
        fsync(fd);
}

static void settle_later(int fd, const struct opts *o)
{
    settle(fd, o);
}

static void settle_part(int fd, struct when w)
{
    if (w.sync)
        fsync(fd);
}

static bool must_sync(const struct opts *o)
{
    return o->when.sync && o->path != NULL;
}

static void settle_asked(int fd, const struct opts *o)
{
    if (must_sync(o))
        fsync(fd);
}

static void set_sync(struct opts *o, bool sync)
{
    o->when.sync = sync;
}

static void reset(struct opts *o)
{
    *o = (struct opts){0};
}

static void perhaps_sync(struct opts *o)
{
    if (anything())
        o->when.sync = true;
}

static const struct opts quick = {.path = "a"}, durable = {.path = "b", .when = {.sync = true}};

static void given(uv_timer_t *t)
{
    struct opts o = {.when = {.delay = 3}}, p = {.when = {.sync = true}};
    settle(3, &(struct opts){.path = "x"});              // ok: NS106
    settle(3, &(struct opts){.when = {.sync = true}});   // warning: 5 NS106 "settle"
    settle(3, &quick);                                   // ok: NS106
    settle(3, &durable);                                 // warning: 5 NS106
    settle_later(3, &o);                                 // ok: NS106
    settle_later(3, &p);                                 // warning: 5 NS106
    settle_part(3, (struct when){.delay = 1});           // ok: NS106
    settle_part(3, p.when);                              // warning: 5 NS106
    settle_asked(3, &quick);                             // ok: NS106
    settle_asked(3, &durable);                           // warning: 5 NS106
}

static void left(uv_timer_t *t)
{
    struct opts o = {0}, p = {0}, q = {.when = {.sync = true}}, r = {0};
    set_sync(&o, true);
    settle(3, &o); // warning: 5 NS106
    set_sync(&p, true);
    set_sync(&p, false);
    settle(3, &p); // ok: NS106
    reset(&q);
    settle(3, &q); // warning: 5 NS106
    perhaps_sync(&r);
    settle(3, &r); // warning: 5 NS106
}

static struct bus *bus_new(void)
{
    struct bus *b = calloc(1, sizeof *b);
    if (b)
        b->fd = -1;
    return b;
}

static void bus_set_fd(struct bus *b, int fd)
{
    b->fd = fd;
}

static void bus_set_address(struct bus *b, const char *address)
{
    b->address = address;
}

static int bus_start(struct bus *b)
{
    struct addrinfo *list;
    if (b->fd >= 0)
        return 0;
    return getaddrinfo(b->address, "79", NULL, &list);
}

static void by_descriptor(uv_timer_t *t)
{
    struct bus *b = bus_new();
    bus_set_fd(b, 7);
    bus_set_address(b, "a");
    bus_start(b); // ok: NS103
}

static void by_address(uv_timer_t *t)
{
    struct bus *b = bus_new();
    bus_set_address(b, "a.example");
    bus_start(b); // error: 5 NS103 "bus_start"
}

static void by_others(uv_timer_t *t)
{
    struct bus *b = bus_new();
    bus_set_fd(b, 7);
    keep(b);
    bus_start(b); // error: 5 NS103
}

/* Others write to it: through a copy of the pointer, as bytes, through what holds its address. */
struct visit {
    struct opts *of;
};

static void set_copied(struct opts *o)
{
    struct when *w = &o->when;
    w->sync = true;
}

static void set_bytes(struct opts *o)
{
    char *bytes = (char *)o;
    memset(bytes, 1, sizeof *o);
}

static void set_read(struct opts *o)
{
    if (read(3, (char *)o + 2, sizeof *o - 2) < 0)
        return;
}

static void set_visited(const struct visit *v)
{
    v->of->when.sync = true;
}

static void set_of(struct opts **o)
{
    (*o)->when.sync = true;
}

static void by_aliases(uv_timer_t *t)
{
    struct opts a = {0}, b = {0}, c = {0}, d = {0}, e = {0}, f = {0}, *all[] = {&e}, *own = &f;
    struct visit v = {.of = &d};
    union {
        struct opts *of;
        char *bytes;
    } u;
    set_copied(&a);
    settle(3, &a); // warning: 5 NS106 "settle"
    set_bytes(&b);
    settle(3, &b); // warning: 5 NS106 "settle"
    set_read(&c);
    settle(3, &c); // warning: 5 NS106 "settle"
    settle(3, &d); // ok: NS106
    set_visited(&v);
    settle(3, &d); // warning: 5 NS106 "settle"
    all[0]->when.sync = true;
    settle(3, &e); // warning: 5 NS106 "settle"
    set_of(&own);
    settle(3, own); // warning: 5 NS106 "settle"
    f.when.sync = false;
    u.of = &f;
    u.of->when.sync = true;
    settle(3, &f); // warning: 5 NS106 "settle"
}

/* The address is handed over within a union of pointers. */
static void by_kernel(uv_timer_t *t)
{
    union {
        struct sockaddr any;
        struct sockaddr_storage room;
    } a;
    socklen_t len = sizeof a;
    a.any.sa_family = AF_UNSPEC;
    getsockname(3, &a.any, &len);
    if (a.any.sa_family == AF_INET)
        fsync(3); // warning: 9 NS106
}

void start(uv_timer_t *t);
void start(uv_timer_t *t)
{
    uv_timer_start(t, given, 1, 1);
    uv_timer_start(t, left, 1, 1);
    uv_timer_start(t, by_descriptor, 1, 1);
    uv_timer_start(t, by_address, 1, 1);
    uv_timer_start(t, by_others, 1, 1);
    uv_timer_start(t, by_aliases, 1, 1);
    uv_timer_start(t, by_kernel, 1, 1);
}
