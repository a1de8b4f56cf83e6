// args: --disable NS1 --disable NS2 --disable NS4
/* co_delete drops the frame of a suspended cothread: conditional acquisitions, goto chains, what is handed over. */
#include <fcntl.h>
#include <libco.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static cothread_t scheduler;
static char *kept;

struct list {
    struct list *next;
    char *text;
};
static struct list *all;

static void keep(struct list *node)
{
    node->next = all;
    all = node;
}

static void maybe(void)
{
    int want = rand() & 1;
    char *p = NULL;
    if (want)
        p = malloc(10);
    co_switch(scheduler);
    if (want)
        free(p); // warning: 9 NS301 "free" "co_switch"
    co_switch(scheduler);
}

static void maybe_good(void)
{
    int want = rand() & 1;
    char *p = NULL;
    if (want)
        p = malloc(10);
    if (want)
        free(p); // ok: NS301
    co_switch(scheduler);
}

static void two(void)
{
    char *p = malloc(10), *q = NULL;
    if (!p)
        goto out;
    q = malloc(20);
    if (!q)
        goto out;
    free(p); // ok: NS301
    p = NULL;
    co_switch(scheduler);
out:
    free(p); // ok: NS301
    free(q); // warning: 5 NS301 "free" "co_switch"
    co_switch(scheduler);
}

static void two_good(void)
{
    char *p = malloc(10), *q = NULL;
    if (!p)
        goto out;
    q = malloc(20);
    if (!q)
        goto out;
    free(p); // ok: NS301
    p = NULL;
out:
    free(p); // ok: NS301
    free(q); // ok: NS301
    co_switch(scheduler);
}

static void handed_to_global(void)
{
    kept = malloc(10);
    char *p = malloc(10);
    char *before = kept;
    kept = p;
    co_switch(scheduler);
    free(p); // ok: NS301
    co_switch(scheduler);
    free(before);
}

static void handed_to_keeper(void)
{
    struct list *node = calloc(1, sizeof *node);
    if (!node)
        return;
    keep(node);
    co_switch(scheduler);
    free(node); // ok: NS301
    co_switch(scheduler);
}

static void grown(void)
{
    char *p = malloc(10);
    char *bigger = realloc(p, 20); // ok: NS301
    if (!bigger) {
        free(p);
        return;
    }
    co_switch(scheduler);
    free(bigger); // warning: 5 NS301 "realloc" "co_switch"
    co_switch(scheduler);
}

static void grown_good(void)
{
    char *p = malloc(10);
    char *bigger = realloc(p, 20); // ok: NS301
    free(bigger ? bigger : p);     // ok: NS301
    co_switch(scheduler);
}

static void descriptors(void)
{
    int fd = open("x", O_RDONLY), copy = -1;
    if (fd < 0)
        return;
    copy = dup(fd);
    close(fd); // ok: NS301
    if (copy < 0)
        return;
    co_switch(scheduler);
    close(copy); // warning: 5 NS301 "close" "co_switch" "dup"
    co_switch(scheduler);
}

int main(void)
{
    static void (*const entries[])(void) = {maybe,    maybe_good, two,     two_good, handed_to_global, handed_to_keeper,
                                            grown, grown_good, descriptors};
    scheduler = co_active();
    for (int i = 0; i < 9; i++) {
        cothread_t co = co_create(65536, entries[i]);
        co_switch(co);
        co_delete(co);
    }
    return 0;
}
