/* The helper that waits is in another file. */
#include "net.h"

#include <libdill.h>
#include <stdio.h>

static coroutine void ignores(void)
{
    net_wait(10); // warning: 5 NS304 "net_wait" "msleep" "ignored" step: "net_wait" step: "msleep"
    puts("on");
}

static coroutine void looks(void)
{
    if (net_wait(10) < 0) // ok: NS304
        return;
    if (net_wait_for_some_time(3) < 0) // ok: NS304
        return;
    puts("on");
}

int main(void)
{
    int b = bundle();
    bundle_go(b, ignores());
    bundle_go(b, looks());
    return hclose(b);
}
