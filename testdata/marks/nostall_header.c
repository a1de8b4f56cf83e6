/* The marks of nostall.h. */
#include "nostall.h"

#include <stddef.h>
#include <unistd.h>

struct pool;
NOSTALL_OFFLOAD(1) void pool_submit(struct pool *p, void (*work)(void *), void (*done)(void *), void *arg);
NOSTALL_BLOCKING int slow_lookup(const char *name);
NOSTALL_NONBLOCKING int fast_lookup(const char *name);

struct backend {
    NOSTALL_BLOCKING int (*query)(const char *text);
    int (*peek)(const char *text);
};

static void work(void *arg)
{
    (void)arg;
    usleep(1); // ok: NS101
}

static void done(void *arg)
{
    (void)arg; // ok: NS101
}

NOSTALL_ASYNC static void on_event(struct pool *p, struct backend *b)
{
    usleep(2);                        // note: 5 NS101 "usleep" related: "async"
    slow_lookup("a");                 // warning: 5 NS110 "slow_lookup"
    fast_lookup("a");                 // ok: NS110
    b->query("a");                    // warning: 8 NS110 "query"
    b->peek("a");                     // ok: NS110
    pool_submit(p, work, done, NULL); // ok: NS101
}

NOSTALL_COROUTINE static void task(void) // note: 31 NS203 "never suspends"
{
    usleep(3); // note: 5 NS101 related: "coroutine"
}

static void unmarked(void)
{
    usleep(4);        // ok: NS101
    slow_lookup("b"); // ok: NS110
}

/* A promise: callers rely on it, so the body is checked. */
NOSTALL_NONBLOCKING static int promised(void)
{
    return usleep(5); // note: 12 NS101
}

NOSTALL_ASYNC static void on_other(void)
{
    promised(); // ok: NS101
}

void start(struct pool *p, struct backend *b)
{
    unmarked();
    on_event(p, b);
    task(); // error: 5 NS201 "task"
    on_other();
}
