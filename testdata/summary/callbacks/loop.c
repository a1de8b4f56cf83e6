#include "loop.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>

struct watch {
    loop_fn *ready, *closed;
    void *data;
};

struct job {
    loop_fn *work, *done;
    struct job *next;
};

struct loop {
    const struct loop_hooks *hooks;
    struct watch watches[100];
    struct pollfd fds[100];
    struct loop_event *events[100];
    int event_len;
    nfds_t len;
    struct job *jobs, *finished;
    int (*compare)(const void *a, const void *b);
};

struct loop *loop_new(const struct loop_hooks *hooks)
{
    struct loop *l = calloc(1, sizeof *l);
    l->hooks = hooks;
    return l;
}

static void keep(struct loop *l, int fd, loop_fn *ready, loop_fn *closed, void *data)
{
    struct watch *w = &l->watches[l->len];
    w->ready = ready;
    w->closed = closed;
    w->data = data;
    l->fds[l->len++] = (struct pollfd){fd, POLLIN, 0};
}

void loop_watch(struct loop *l, int fd, loop_fn *ready, void *data)
{
    keep(l, fd, ready, NULL, data);
}

void loop_watch_twice(struct loop *l, int fd, loop_fn *ready, loop_fn *closed)
{
    keep(l, fd, ready, closed, NULL);
}

static void *work_off(void *data)
{
    struct loop *l = data;
    for (struct job *j = l->jobs; j; j = j->next)
        j->work(j);
    return NULL;
}

void loop_post(struct loop *l, loop_fn *work, loop_fn *done)
{
    pthread_t thread;
    struct job *j = malloc(sizeof *j);
    j->work = work;
    j->done = done;
    j->next = l->jobs;
    l->jobs = j;
    pthread_create(&thread, NULL, work_off, l);
}

/* The argument is known to run in a thread by what the packs say of pthread_create. */
int loop_thread(void *(*start)(void *data), void *data)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, start, data);
}

void loop_event_start(struct loop *l, struct loop_event *e)
{
    l->events[l->event_len++] = e;
}

void loop_timer_start(struct loop *l, struct loop_timer *t)
{
    if (t->cb)
        loop_event_start(l, (struct loop_event *)t);
}

void loop_move(struct loop_cursor *c)
{
    c->cb(c);
}

/* Calls it before it returns, and keeps nothing. */
void loop_each(struct loop *l, loop_fn *look)
{
    for (nfds_t i = 0; i < l->len; i++)
        look(l->watches[i].data);
}

/* Kept, but never called by the loop itself. */
void loop_sort(struct loop *l, int (*compare)(const void *a, const void *b))
{
    l->compare = compare;
}

static void look(void *data)
{
    (void)data;
}

void loop_run(struct loop *l)
{
    while (l->len) {
        l->hooks->before_wait(l);
        poll(l->fds, l->len, -1);
        for (nfds_t i = 0; i < l->len; i++) {
            if (l->fds[i].revents & POLLHUP)
                l->watches[i].closed(l->watches[i].data);
            else if (l->fds[i].revents)
                l->watches[i].ready(l->watches[i].data);
        }
        for (struct job *j = l->finished; j; j = j->next)
            j->done(j);
        for (int i = 0; i < l->event_len; i++)
            l->events[i]->cb(l->events[i]);
        loop_each(l, look);
    }
}
