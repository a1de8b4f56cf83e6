/* Where no framework wants it, a mark is an offer: nostall.h's own, State Threads, libdill. */
#include "nostall.h"

#include <libdill.h>
#include <st.h>

NOSTALL_COROUTINE int fetch(const char *url);

static int fetch_two(void) // ok: NS203
{
    return fetch("a") + fetch("b");
}

NOSTALL_COROUTINE int fetch_all(void);
int fetch_all(void)
{
    return fetch_two();
}

static int nap(void) // ok: NS203
{
    return st_sleep(1);
}

static void *entry(void *arg) // ok: NS203
{
    nap();
    return arg;
}

void start(void)
{
    st_thread_create(entry, NULL, 0, 0);
}
