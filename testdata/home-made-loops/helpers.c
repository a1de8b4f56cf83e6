/* The wait stands in helpers; the functions that the loop calls again and again are its turn. */
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

struct server {
    int ep, dirty;
    struct epoll_event events[64];
};

static void flush(struct server *s)
{
    s->dirty = 0;
    sleep(1);
}

static int wait_events(struct server *s)
{
    int n;
    do
        n = epoll_wait(s->ep, s->events, 64, 1000); // ok: NS102
    while (n < 0 && errno == EINTR);
    return n;
}

void serve(struct server *s)
{
    for (;;) {
        if (wait_events(s) < 0)
            return;
        flush(s); // warning: 9 NS101 "flush"
    }
}

static int one_turn(struct server *s)
{
    if (s->dirty)
        flush(s);       // warning: 9 NS101 "flush"
    return wait_events(s); // ok: NS102
}

static void leave(struct server *s)
{
    flush(s);
}

void serve_by_turns(struct server *s)
{
    while (one_turn(s) >= 0)
        ;
    leave(s); // ok: NS101
}

/* A helper with a wait that ends when its one answer is there. */
static int ask(int fd, int cancelled)
{
    struct pollfd p[2] = {{.fd = fd, .events = POLLIN}, {.fd = cancelled, .events = POLLIN}};
    while (!p[0].revents)
        poll(p, 2, -1);
    return p[1].revents;
}

static void note(void)
{
    sleep(1);
}

void ask_all(const int *fds, int len, int cancelled)
{
    for (int i = 0; i < len; i++) {
        ask(fds[i], cancelled);
        note(); // ok: NS101
    }
}

/* A delay that goes on waiting meanwhile: who delays one by one does not wait for events. */
static void delay(struct server *s, int turns)
{
    for (int i = 0; i < turns; i++)
        if (wait_events(s) > 0)
            s->dirty = 1;
}

void ping_all(struct server *s, int len)
{
    for (int i = 0; i < len; i++) {
        delay(s, 3);
        note(); // ok: NS101
    }
}
