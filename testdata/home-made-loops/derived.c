/* Event types that derive from one base by a cast: the loop calls through the base's field, and handlers are stored in the
 * fields of that name of the others. */
#include <poll.h>
#include <unistd.h>

#define EVENT(type)                                                                                                    \
    int active;                                                                                                        \
    void *data;                                                                                                        \
    void (*cb)(struct type *e, int what);

struct base {
    EVENT(base)
};

struct io {
    EVENT(io)
    int fd;
};

struct timer {
    EVENT(timer)
    double at;
};

/* Never taken for a base. */
struct plugin {
    EVENT(plugin)
    const char *name;
};

static struct pollfd fds[64];
static struct base *pending[64];
static nfds_t len;
static int stop;

static void start(struct base *e)
{
    e->active = 1;
    pending[len++] = e;
}

void io_start(struct io *e)
{
    fds[len].fd = e->fd;
    start((struct base *)e);
}

void timer_start(struct timer *e)
{
    if (e->at > 0 && !((struct base *)e)->active)
        start((struct base *)e);
}

void run(void)
{
    while (!stop) {
        poll(fds, len, -1);
        for (nfds_t i = 0; i < len; i++)
            pending[i]->cb(pending[i], 1);
    }
}

static void on_io(struct io *e, int what)
{
    sleep(1); // warning: 5 NS101
    e->active = what;
}

static void on_timer(struct timer *e, int what)
{
    sleep(1); // warning: 5 NS101
    e->active = what;
}

static void on_load(struct plugin *e, int what)
{
    sleep(1); // ok: NS101
    e->active = what;
}

int main(void)
{
    struct io io = {.fd = 0, .cb = on_io};
    struct timer timer = {.at = 1, .cb = on_timer};
    struct plugin plugin = {.name = "p", .cb = on_load};
    plugin.cb(&plugin, 1);
    io_start(&io);
    timer_start(&timer);
    run();
    return 0;
}
