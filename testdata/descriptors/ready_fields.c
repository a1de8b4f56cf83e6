/* libev: callback and descriptor are fields of the watcher. The first read of the descriptor takes what is there. */
#include <ev.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
    ev_io io;
    int fd;
    int other;
};

static ssize_t take(struct peer *p, char *buf, size_t len)
{
    return recv(p->fd, buf, len, 0);
}

static void on_first(struct ev_loop *loop, ev_io *w, int revents)
{
    char buf[64];
    (void)loop, (void)revents;
    if (take((struct peer *)w, buf, sizeof buf) < 5) // ok: NS102
        return;
    recv(((struct peer *)w)->fd, buf, 1, 0); // error: 5 NS102
}

static void on_other(struct ev_loop *loop, ev_io *w, int revents)
{
    char buf[64];
    (void)loop, (void)revents;
    recv(((struct peer *)w)->other, buf, sizeof buf, 0); // error: 5 NS102
}

/* Set in two steps, as by ev_init and ev_io_set. */
static void on_later(struct ev_loop *loop, ev_io *w, int revents)
{
    char buf[64];
    (void)loop, (void)revents;
    recv(((struct peer *)w)->fd, buf, sizeof buf, 0); // ok: NS102
    recv(((struct peer *)w)->fd, buf, sizeof buf, 0); // error: 5 NS102
}

void serve(struct ev_loop *loop, struct peer *a, struct peer *b, struct peer *c);
void serve(struct ev_loop *loop, struct peer *a, struct peer *b, struct peer *c)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
        return;
    a->fd = pair[0];
    a->other = pair[1];
    ev_io_init(&a->io, on_first, a->fd, EV_READ);
    ev_io_start(loop, &a->io);
    b->fd = pair[0];
    b->other = pair[1];
    ev_io_init(&b->io, on_other, b->fd, EV_READ);
    ev_io_start(loop, &b->io);
    c->fd = pair[0];
    ev_init(&c->io, on_later);
    ev_io_set(&c->io, c->fd, EV_READ);
    ev_io_start(loop, &c->io);
}
