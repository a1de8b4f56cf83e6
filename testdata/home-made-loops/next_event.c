/* A function that returns the next task from its loop of waits: the caller's loop goes on with the turn. */
#include <poll.h>
#include <stddef.h>
#include <unistd.h>

struct task {
    struct task *next;
    void (*run)(struct task *t);
};

struct queue {
    struct task *ready;
    struct pollfd fds[128];
    nfds_t len;
};

static struct task *take(struct queue *q)
{
    struct task *t = q->ready;
    if (t)
        q->ready = t->next;
    return t;
}

static void run_timers(struct queue *q)
{
    q->ready = NULL;
}

static struct task *fetch(struct queue *q)
{
    for (;;) {
        struct task *t = take(q);
        if (t)
            return t;
        if (poll(q->fds, q->len, 100) == 0) // ok: NS102
            run_timers(q);
    }
}

static void show_status(struct task *t)
{
    sleep(1); // warning: 5 NS101
    (void)t;
}

void add(struct queue *q, struct task *t)
{
    t->run = show_status;
    t->next = q->ready;
    q->ready = t;
}

void run(struct queue *q)
{
    struct task *t;
    sleep(1); // ok: NS101
    while ((t = fetch(q)))
        t->run(t);
}

/* The same where getting the next one is nothing but waiting; a number says only how it ended. */
struct event {
    int fd;
};

static struct pollfd all[16];
static int have, at;

static struct event *next_event(void)
{
    static struct event e;
    while (at == have) {
        have = poll(all, 16, -1); // ok: NS102
        at = 0;
        if (have < 0)
            return NULL;
    }
    e.fd = all[at++].fd;
    return &e;
}

static void process(struct event *e)
{
    sleep(1);
    (void)e;
}

void run_events(void)
{
    struct event *e;
    while ((e = next_event()))
        process(e); // warning: 9 NS101 "process"
}

static int until_ready(void)
{
    while (at == have)
        have = poll(all, 16, -1);
    return have;
}

void report(void)
{
    while (until_ready() > 0)
        process(NULL); // ok: NS101
}
