/* A watcher that is active when its callback frees it. */
#include <ev.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

struct conn {
    ev_timer timer;
    ev_io io;
};

struct source {
    ev_io io;
    int n;
};

static void free_by_data(struct ev_loop *loop, ev_timer *w, int events)
{
    (void)loop;
    (void)events;
    free(w->data);
}

static void stop_by_data(struct ev_loop *loop, ev_timer *w, int events)
{
    struct conn *c = w->data;
    (void)events;
    ev_timer_stop(loop, &c->timer);
    free(c);
}

static void drop(struct ev_loop *loop, struct conn *c)
{
    ev_timer_stop(loop, &c->timer);
    free(c);
}

static void drop_by_data(struct ev_loop *loop, ev_timer *w, int events)
{
    (void)events;
    drop(loop, w->data);
}

static void free_around(struct ev_loop *loop, ev_io *w, int events)
{
    struct conn *c = (struct conn *)((char *)w - offsetof(struct conn, io));
    (void)loop;
    (void)events;
    close(w->fd);
    free(c);
}

static void stop_around(struct ev_loop *loop, ev_io *w, int events)
{
    struct conn *c = (struct conn *)((char *)w - offsetof(struct conn, io));
    (void)events;
    ev_io_stop(loop, w);
    free(c);
}

static void free_itself(struct ev_loop *loop, ev_io *w, int events)
{
    (void)loop;
    (void)events;
    free(w);
}

void repeats(struct ev_loop *loop)
{
    struct conn *c = malloc(sizeof *c);
    ev_timer_init(&c->timer, free_by_data, 1., 5.);
    c->timer.data = c;
    ev_timer_start(loop, &c->timer); // warning: 5 NS205 "freed while the loop still has it" related: "'free_by_data' frees it here"
}

/* A timer that does not repeat is stopped before its callback runs. */
void once(struct ev_loop *loop)
{
    struct conn *c = malloc(sizeof *c);
    ev_timer_init(&c->timer, free_by_data, 1., 0.);
    c->timer.data = c;
    ev_timer_start(loop, &c->timer); // ok: NS205
}

void once_with_int(struct ev_loop *loop)
{
    struct conn *c = malloc(sizeof *c);
    ev_timer_init(&c->timer, free_by_data, 1, 0);
    c->timer.data = c;
    ev_timer_start(loop, &c->timer); // ok: NS205
}

void stopped(struct ev_loop *loop)
{
    struct conn *c = malloc(sizeof *c);
    ev_timer_init(&c->timer, stop_by_data, 1., 5.);
    c->timer.data = c;
    ev_timer_start(loop, &c->timer); // ok: NS205
}

void stopped_by_helper(struct ev_loop *loop)
{
    struct conn *c = malloc(sizeof *c);
    ev_timer_init(&c->timer, drop_by_data, 1., 5.);
    c->timer.data = c;
    ev_timer_start(loop, &c->timer); // ok: NS205
}

void io_around(struct ev_loop *loop, int fd)
{
    struct conn *c = malloc(sizeof *c);
    ev_io_init(&c->io, free_around, fd, EV_READ);
    ev_io_start(loop, &c->io); // warning: 5 NS205 related: "'free_around' frees it here"
}

void io_around_stopped(struct ev_loop *loop, int fd)
{
    struct conn *c = malloc(sizeof *c);
    ev_io_init(&c->io, stop_around, fd, EV_READ);
    ev_io_start(loop, &c->io); // ok: NS205
}

void io_itself(struct ev_loop *loop, int fd)
{
    struct source *s = malloc(sizeof *s);
    ev_io_init(&s->io, free_itself, fd, EV_READ);
    ev_io_start(loop, &s->io); // warning: 5 NS205
}
