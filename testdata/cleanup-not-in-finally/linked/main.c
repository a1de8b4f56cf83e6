// args: --disable NS1 --disable NS2 --disable NS4
/* Acquired, waited for and released in another file. */
#include "pool.h"

#include <pthread.h>
#include <stddef.h>

static void free_item(void *i)
{
    item_free(i);
}

static void *bad(void *arg)
{
    struct item *i = item_new();
    if (!i)
        return NULL;
    item_wait(i);
    item_free(i); // warning: 5 NS301 "item_free" "sleep" "item_new" step: "item_new" step: "item_wait" step: "sleep"
    return arg;
}

static void *good(void *arg)
{
    struct item *i = item_new();
    if (!i)
        return NULL;
    pthread_cleanup_push(free_item, i);
    item_wait(i);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *kept(void *arg)
{
    struct item *i = item_new();
    if (!i)
        return NULL;
    item_keep(i);
    item_wait(i);
    item_free(i); // ok: NS301
    return arg;
}

static void *no_wait(void *arg)
{
    struct item *i = item_new();
    if (!i)
        return NULL;
    arg = item_is_ready(i) ? arg : NULL;
    item_free(i); // ok: NS301
    return arg;
}

int main(void)
{
    pthread_t t[4];
    pthread_create(&t[0], NULL, bad, NULL);
    pthread_create(&t[1], NULL, good, NULL);
    pthread_create(&t[2], NULL, kept, NULL);
    pthread_create(&t[3], NULL, no_wait, NULL);
    for (int i = 0; i < 4; i++)
        pthread_cancel(t[i]);
    return 0;
}
