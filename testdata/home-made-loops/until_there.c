/* A loop that goes on while it has nothing yet waits for what comes; one that goes on while it has an item goes through
 * data, and waits below for one of them at a time. */
#include <poll.h>
#include <stdbool.h>
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
    bool spin;
};

static int wait_for(struct queue *q)
{
    int n = poll(q->fds, q->len, 100); // ok: NS102
    return n < 0 ? -1 : n;
}

static struct task *take(struct queue *q)
{
    struct task *t = q->ready;
    if (t)
        q->ready = t->next;
    return t;
}

static void find_ready(struct queue *q)
{
    for (nfds_t i = 0; i < q->len; i++)
        if (q->fds[i].revents)
            q->ready = NULL;
}

struct task *fetch(struct queue *q, struct task *into)
{
    struct task *t = NULL;
    do {
        t = take(q);
        if (t) {
            *into = *t;
            break;
        }
        if (wait_for(q) < 0)
            return NULL;
        find_ready(q);
    } while (!t && q->spin);
    return into;
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
    struct task t;
    sleep(1); // ok: NS101
    while (fetch(q, &t))
        t.run(&t);
}

struct batch {
    struct batch *next;
    struct queue answers;
};

static void say(struct batch *b)
{
    sleep(1); // ok: NS101
    (void)b;
}

void send_all(struct batch *all)
{
    struct batch *b = all;
    do {
        say(b);
        if (wait_for(&b->answers) < 0)
            return;
        b = b->next;
    } while (b != NULL);
}
