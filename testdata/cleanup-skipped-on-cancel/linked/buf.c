#include "buf.h"

#include <libdill.h>
#include <stdlib.h>

struct buf {
    char text[100];
    struct buf *next;
};
static struct buf *given;

int buf_open(struct buf **ret)
{
    struct buf *b = calloc(1, sizeof *b);
    if (!b)
        return -1;
    *ret = b;
    return 0;
}

void buf_close(struct buf *b)
{
    free(b);
}

void buf_drop(struct buf **b)
{
    buf_close(*b);
    *b = NULL;
}

int buf_fill(struct buf *b)
{
    for (int i = 0; i < 100; i++) {
        if (msleep(now() + 1) < 0)
            return -1;
        b->text[i] = 'x';
    }
    return 0;
}

void buf_give(struct buf *b)
{
    b->next = given;
    given = b;
}
