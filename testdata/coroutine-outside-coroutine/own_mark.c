/* nostall.h's own mark says the same as a framework's. */
#include "nostall.h"

#include <uv.h>

NOSTALL_COROUTINE int fetch(const char *url);
NOSTALL_COROUTINE int fetch_all(const char *const *urls);

static void on_timer(uv_timer_t *t)
{
    (void)t;
    fetch("a"); // error: 5 NS201 "fetch" related: "declared a coroutine"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}

int fetch_all(const char *const *urls)
{
    return fetch(urls[0]); // ok: NS201
}
