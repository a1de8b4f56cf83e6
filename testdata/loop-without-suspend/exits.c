// args: --disable NS1 --enable NS402
/* A loop behind which the process ends has an end as well as any other. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include <stdio.h>
#include <stdlib.h>

static const char *const types[] = {"a", "b", NULL};
static int checked, stop;

static void coroutine_fn check_entry(void *opaque)
{
    int i;
    for (i = 0; types[i]; i++) // ok: NS402
        if (types[i] == opaque)
            return;
    if (checked) {
        printf("bad; valid are %s", types[0]);
        for (i = 1; types[i]; i++) // ok: NS402
            printf(", %s", types[i]);
        printf("\n");
        exit(1);
    }
    qemu_coroutine_yield();
}

/* Nobody sets it meanwhile. */
static void coroutine_fn wait_entry(void *opaque)
{
    int n = 0;
    (void)opaque;
    if (checked) {
        while (!stop) // note: 9 NS402 "stop"
            n++;
        exit(n);
    }
    qemu_coroutine_yield();
}

void start(void *p);
void start(void *p)
{
    qemu_coroutine_enter(qemu_coroutine_create(check_entry, p));
    qemu_coroutine_enter(qemu_coroutine_create(wait_entry, p));
}
