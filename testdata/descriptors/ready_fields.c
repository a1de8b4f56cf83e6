/* libev: callback and descriptor are fields of the watcher. The first read of the descriptor takes what is there. */
#include <ev.h>
#include <netinet/in.h>
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

/* Called when there is room to write. */
static void on_room(struct ev_loop *loop, ev_io *w, int revents)
{
    char buf[64];
    (void)loop, (void)revents;
    recv(((struct peer *)w)->fd, buf, sizeof buf, 0); // error: 5 NS102
}

void serve(struct ev_loop *loop, struct peer *a, struct peer *b, struct peer *c, struct peer *d);
void serve(struct ev_loop *loop, struct peer *a, struct peer *b, struct peer *c, struct peer *d)
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
    d->fd = pair[0];
    ev_io_init(&d->io, on_room, d->fd, EV_WRITE);
    ev_io_start(loop, &d->io);
}

/* The descriptor is set by a helper. A client of this machine is there until it is accepted; one of a network may be gone. */
struct server {
    int local;
    int tcp;
};

static struct server server;

static void take_client(struct server *s)
{
    close(accept(s->local, NULL, NULL));
}

static void on_local(struct ev_loop *loop, ev_io *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    take_client(&server); // ok: NS102
}

static void on_local_twice(struct ev_loop *loop, ev_io *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    take_client(&server); // ok: NS102
    close(accept(server.local, NULL, NULL)); // error: 11 NS102
}

static void on_tcp(struct ev_loop *loop, ev_io *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    close(accept(server.tcp, NULL, NULL)); // error: 11 NS102
}

static void set_local(struct server *s, ev_io *w)
{
    ev_io_set(w, s->local, EV_READ);
}

static void set_tcp(struct server *s, ev_io *w)
{
    ev_io_set(w, s->tcp, EV_READ);
}

void listen_to(struct ev_loop *loop, ev_io *a, ev_io *b, ev_io *c);
void listen_to(struct ev_loop *loop, ev_io *a, ev_io *b, ev_io *c)
{
    server.local = socket(AF_UNIX, SOCK_STREAM, 0);
    server.tcp = socket(AF_INET, SOCK_STREAM, 0);
    ev_init(a, on_local);
    ev_init(b, on_local_twice);
    ev_init(c, on_tcp);
    set_local(&server, a);
    set_local(&server, b);
    set_tcp(&server, c);
    ev_io_start(loop, a);
    ev_io_start(loop, b);
    ev_io_start(loop, c);
}
