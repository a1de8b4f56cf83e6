/* Functions that are handed to a function which is itself called through a pointer, returned by such a one, or handed
 * among variable arguments. */
#include <poll.h>
#include <stdarg.h>
#include <unistd.h>

typedef void (*handler)(int);

struct loop;

struct backend {
    void (*add)(struct loop *l, int fd, handler ready);
    handler (*find)(struct loop *l, int fd);
    int (*run)(struct loop *l);
};

struct loop {
    const struct backend *backend;
    struct pollfd fds[16];
    handler ready[16];
    int len;
};

static handler hooks[8], by_tag[2], late[2];

static void on_ready(int fd)
{
    sleep(fd > 0); // error: 5 NS101 related: "called through 'l->ready"
}

static void on_urgent(int fd)
{
    sleep(fd > 1); // error: 5 NS101 related: "called through 'urgent' in 'run_by_poll'"
}

static void hook(int fd)
{
    sleep(fd > 2); // error: 5 NS101 related: "called through 'hooks"
}

static void tagged(int fd)
{
    sleep(fd > 3); // error: 5 NS101 related: "called through 'by_tag"
}

/* The twin is handed over in the same way, and called after the loop. */
static void at_end(int fd)
{
    sleep(fd > 4); // ok: NS101
}

static void add(struct loop *l, int fd, handler ready)
{
    l->fds[l->len].fd = fd;
    l->ready[l->len++] = ready;
}

static handler find_urgent(struct loop *l, int fd)
{
    return fd == l->fds[0].fd ? on_urgent : NULL;
}

static int run_by_poll(struct loop *l)
{
    while (poll(l->fds, (nfds_t)l->len, -1) >= 0)
        for (int i = 0; i < l->len; i++) {
            handler urgent = l->backend->find(l, l->fds[i].fd);
            if (urgent)
                urgent(l->fds[i].fd);
            l->ready[i](l->fds[i].fd);
            hooks[i % 8](i);
            by_tag[i % 2](i);
        }
    return 0;
}

static const struct backend poll_backend = {add, find_urgent, run_by_poll};

static void add_hooks(int count, ...)
{
    va_list list;
    va_start(list, count);
    for (int i = 0; i < count; i++)
        hooks[i] = va_arg(list, handler);
    va_end(list);
}

enum tag { TAG_END, TAG_HANDLER, TAG_LATE };

static void add_list(enum tag tag, va_list list)
{
    for (; tag != TAG_END; tag = va_arg(list, enum tag))
        by_tag[tag == TAG_LATE] = va_arg(list, handler);
}

static void add_tagged(enum tag tag, ...)
{
    va_list list;
    va_start(list, tag);
    add_list(tag, list);
    va_end(list);
}

static void add_late(int count, ...)
{
    va_list list;
    va_start(list, count);
    late[0] = va_arg(list, handler);
    va_end(list);
}

int main(void)
{
    static struct loop l = {.backend = &poll_backend};
    add_hooks(1, hook);
    add_tagged(TAG_HANDLER, tagged, TAG_END);
    add_late(1, at_end);
    l.backend->add(&l, 3, on_ready);
    l.backend->run(&l);
    late[0](0);
    return 0;
}
