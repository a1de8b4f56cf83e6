/* A pipe in a struct: its end that a callback was registered for, by the struct that it is given. */
#include <event2/event.h>
#include <stdlib.h>
#include <unistd.h>

struct server {
    int in[2], out[2];
    int spare;
};

static char buf[64];

static int take(struct server *s)
{
    return (int)read(s->in[0], buf, sizeof buf);
}

static void on_first(evutil_socket_t fd, short what, void *arg)
{
    struct server *s = arg;
    read(s->in[0], buf, sizeof buf); // ok: NS102
}

static void on_other_end(evutil_socket_t fd, short what, void *arg)
{
    struct server *s = arg;
    read(s->in[1], buf, sizeof buf); // error: 5 NS102
}

static void on_other_pipe(evutil_socket_t fd, short what, void *arg)
{
    struct server *s = arg;
    read(s->out[0], buf, sizeof buf); // error: 5 NS102
}

static void on_any(evutil_socket_t fd, short what, void *arg)
{
    struct server *s = arg;
    read(s->in[what & 1], buf, sizeof buf); // error: 5 NS102
}

static void on_twice(evutil_socket_t fd, short what, void *arg)
{
    struct server *s = arg;
    read(s->in[0], buf, sizeof buf); // ok: NS102
    read(s->in[0], buf, sizeof buf); // error: 5 NS102
}

static void on_helper(evutil_socket_t fd, short what, void *arg)
{
    struct server *s = arg;
    if (take(s) > 0)                     // ok: NS102
        read(s->in[0], buf, sizeof buf); // error: 9 NS102
}

static void add(struct event_base *base, struct server *s, event_callback_fn f)
{
    event_add(event_new(base, s->in[0], EV_READ | EV_PERSIST, f, s), NULL);
}

int start(struct event_base *base)
{
    struct server *s = calloc(1, sizeof *s);
    if (pipe(s->in) < 0 || pipe(s->out) < 0)
        return -1;
    event_add(event_new(base, s->in[0], EV_READ | EV_PERSIST, on_first, s), NULL);
    event_add(event_new(base, s->in[0], EV_READ | EV_PERSIST, on_other_end, s), NULL);
    event_add(event_new(base, s->in[0], EV_READ | EV_PERSIST, on_other_pipe, s), NULL);
    event_add(event_new(base, s->in[0], EV_READ | EV_PERSIST, on_any, s), NULL);
    add(base, s, on_twice);
    add(base, s, on_helper);
    return 0;
}
