/* The handlers are called through a table, from a read callback: each is async by its registration in the table, and the
 * dispatcher is not blamed for them. */
#include "commands.h"

#include <unistd.h>

const struct command commands[] = {
    {"get", cmd_get},
    {"save", cmd_save},
    {"quit", cmd_quit},
    {0},
};

static void write_snapshot(void)
{
    fsync(7);
}

int cmd_get(struct client *c)
{
    return c->fd; // ok: NS106
}

int cmd_save(struct client *c)
{
    write_snapshot(); // warning: 5 NS106 step: "fsync"
    return c->fd;
}

int cmd_quit(struct client *c)
{
    usleep(1); // note: 5 NS101
    return c->fd;
}

int cmd_unused(struct client *c)
{
    fsync(c->fd); // ok: NS106
    return 0;
}
