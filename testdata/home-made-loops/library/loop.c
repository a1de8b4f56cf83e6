/* A library of the program's own: the loop here, those who register elsewhere. */
#include "loop.h"
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

struct watch {
    int fd;
    loop_fn *fn;
    void *data;
};

struct loop {
    int ep, stopped;
    struct watch watches[64];
    int len;
};

struct loop *loop_new(void)
{
    struct loop *l = calloc(1, sizeof *l);
    if (l)
        l->ep = epoll_create1(EPOLL_CLOEXEC);
    sleep(1); // ok: NS101
    return l;
}

int loop_add(struct loop *l, int fd, loop_fn *fn, void *data)
{
    struct watch *w = &l->watches[l->len++];
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = w};
    w->fd = fd;
    w->fn = fn;
    w->data = data;
    return epoll_ctl(l->ep, EPOLL_CTL_ADD, fd, &ev);
}

void loop_once(struct loop *l, int timeout)
{
    struct epoll_event events[64];
    int n = epoll_wait(l->ep, events, 64, timeout); // ok: NS102
    for (int i = 0; i < n; i++) {
        struct watch *w = events[i].data.ptr;
        w->fn(l, w->fd, w->data);
    }
    usleep(100000); // warning: 5 NS101
}

void loop_run(struct loop *l)
{
    while (!l->stopped)
        loop_once(l, -1);
    sleep(1); // ok: NS101
}

void loop_stop(struct loop *l)
{
    l->stopped = 1;
}
