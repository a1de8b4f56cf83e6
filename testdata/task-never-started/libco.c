/* libco (higan): a cothread runs when something switches to it. */
// args: --disable NS3
#include <libco.h>

static cothread_t host;

static void entry(void)
{
    for (;;)
        co_switch(host);
}

void never(void)
{
    cothread_t thread = co_create(64 * 1024, entry); // warning: 25 NS206 "'co_create' creates" "co_switch"
    if (!thread)
        return;
    co_delete(thread);
}

void switched(void)
{
    host = co_active();
    cothread_t thread = co_create(64 * 1024, entry); // ok: NS206
    co_switch(thread);
    co_delete(thread);
}
