#include "conn.h"

#include <fcntl.h>
#include <sys/socket.h>

void conn_open(struct conn *c)
{
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    c->control = socket(AF_UNIX, SOCK_STREAM, 0);
    c->log = open("log", O_WRONLY | O_APPEND);
}

int conn_fd(const struct conn *c)
{
    return c->fd;
}
