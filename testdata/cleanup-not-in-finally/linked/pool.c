#include "pool.h"

#include <stdlib.h>
#include <unistd.h>

struct item {
    struct item *next;
    int ready;
};
static struct item *all;

struct item *item_new(void)
{
    struct item *i = calloc(1, sizeof *i);
    if (!i)
        return NULL;
    i->ready = 1;
    return i;
}

void item_free(struct item *i)
{
    if (i)
        free(i);
}

void item_keep(struct item *i)
{
    i->next = all;
    all = i;
}

void item_wait(struct item *i)
{
    while (!i->ready)
        sleep(1);
}

int item_is_ready(const struct item *i)
{
    return i->ready;
}
