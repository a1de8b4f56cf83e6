#include "beacon.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int journal = -1;

struct entry {
    uv_work_t work;
    const struct target *target;
};

bool journal_open(const char *path)
{
    journal = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    return journal >= 0;
}

static void append(const struct target *t)
{
    char line[256];
    int len = snprintf(line, sizeof line, "%s %s\n", t->host, t->alive ? "up" : "down");
    if (write(journal, line, (size_t)len) == len)
        fdatasync(journal);
}

void journal_add(const struct target *t)
{
    append(t);
}

static void in_pool(uv_work_t *work)
{
    append(((struct entry *)work)->target);
}

static void on_written(uv_work_t *work, int status)
{
    (void)status;
    free(work);
}

void journal_add_later(uv_loop_t *loop, const struct target *t)
{
    struct entry *e = calloc(1, sizeof *e);
    if (!e)
        return;
    e->target = t;
    uv_queue_work(loop, &e->work, in_pool, on_written);
}
