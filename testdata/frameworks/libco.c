/* libco: entry of co_create, arity 2, and of co_derive. */
#include <libco.h>
#include <stddef.h>
#include <unistd.h>

static cothread_t scheduler;
static char memory[65536];

static void worker(void)
{
    for (;;) {
        usleep(1);            // note: 9 NS101 "co_switch to the scheduler" related: "co_create"
        co_switch(scheduler); // ok: NS101
    }
}

static void derived(void)
{
    for (;;) {
        usleep(2); // note: 9 NS101 related: "co_derive"
        co_switch(scheduler);
    }
}

static void good(void)
{
    for (;;)
        co_switch(scheduler); // ok: NS101
}

int main(void)
{
    scheduler = co_active();
    cothread_t first = co_create(65536, worker);
    cothread_t second = co_derive(memory, sizeof memory, derived);
    cothread_t third = co_create(65536, good);
    co_switch(first);
    co_switch(second);
    co_switch(third);
    usleep(3); // ok: NS101
    co_delete(first);
    co_delete(second);
    co_delete(third);
    return 0;
}
