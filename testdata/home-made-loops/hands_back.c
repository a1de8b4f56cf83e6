/* A function with an event loop that hands back to its caller as soon as something came, as a count of the round says: the
 * caller's loop goes on with the turn. It takes up to so many full rounds, which is a count of rounds, and what is left of
 * a time is measured, not counted: neither ends by itself. The caller goes on while a call says that something is left to
 * do, which is no data. */
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

struct watch {
    void (*cb)(struct watch *w, unsigned events);
};

struct loop {
    int ep, stop, active;
    struct watch *watches[1024];
    void (*prepare)(struct loop *l);
};

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000;
}

static void io_poll(struct loop *l, int timeout)
{
    struct epoll_event events[1024];
    long base = now();
    int left = timeout, rounds = 48;
    for (;;) {
        int nevents = 0, n = epoll_wait(l->ep, events, 1024, timeout); // ok: NS102
        if (n == 0) {
            if (timeout == -1)
                continue;
            return;
        }
        for (int i = 0; i < n; i++) {
            struct watch *w = l->watches[events[i].data.fd];
            if (w) {
                w->cb(w, events[i].events);
                nevents++;
            }
        }
        if (nevents != 0) {
            if (n == 1024 && --rounds != 0) {
                timeout = 0;
                continue;
            }
            return;
        }
        left -= (int)(now() - base);
        if (left <= 0)
            return;
        timeout = left;
    }
}

static int is_alive(const struct loop *l)
{
    return l->active > 0;
}

static void run_timers(struct loop *l)
{
    l->active--;
    sleep(1);
}

static void on_prepare(struct loop *l)
{
    sleep(1); // warning: 5 NS101
    l->active++;
}

int run(struct loop *l)
{
    sleep(1); // ok: NS101
    l->prepare = on_prepare;
    int r = is_alive(l);
    while (r != 0 && !l->stop) {
        run_timers(l); // warning: 9 NS101 "run_timers"
        l->prepare(l);
        io_poll(l, -1);
        for (r = 0; r < 8 && l->active; r++)
            l->watches[r] = 0;
        r = is_alive(l);
    }
    sleep(1); // ok: NS101
    return r;
}

/* The twins. One that is left only when it is told to stop: what its caller does it does between two lives of the loop. */
static void serve(struct loop *l)
{
    struct epoll_event events[16];
    while (!l->stop) {
        int n = epoll_wait(l->ep, events, 16, -1); // ok: NS102
        for (int i = 0; i < n; i++)
            l->watches[i]->cb(l->watches[i], events[i].events);
    }
}

static void clean_up(struct loop *l)
{
    l->stop = 0;
    sleep(1); // ok: NS101
}

void restart(struct loop *l, const int *again)
{
    while (*again) {
        serve(l);
        clean_up(l);
    }
}

/* What a call gives, and is then worked with, is data: the wait is for one piece of it. */
static int wait_some(struct loop *l)
{
    struct epoll_event events[16];
    return epoll_wait(l->ep, events, 16, 1000); // ok: NS102
}

static int next_job(struct loop *l)
{
    return l->active--;
}

static void say(int job)
{
    sleep(1); // ok: NS101
    (void)job;
}

void send_all(struct loop *l)
{
    int job = next_job(l);
    while (job) {
        say(job);
        if (wait_some(l) < 0)
            return;
        job = next_job(l);
    }
}

/* Which state a call says is next, and not whether there is one: steps of one transfer. */
enum { DONE = 1, AGAIN = 2 };

static int step(struct loop *l)
{
    return l->active ? AGAIN : DONE;
}

void transfer(struct loop *l)
{
    int next;
    do {
        say(1);
        if (wait_some(l) < 0)
            return;
        next = step(l);
    } while (next == AGAIN);
}

/* The children that somebody else has started are as many as they are. */
void gathers(struct loop *l, int children)
{
    struct epoll_event events[16];
    int left = children;
    while (left > 0) {
        int n = epoll_wait(l->ep, events, 16, -1);
        for (int i = 0; i < n; i++) {
            say(i); // ok: NS101
            if (events[i].events & EPOLLHUP)
                left--;
        }
    }
}
