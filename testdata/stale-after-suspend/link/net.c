#include "net.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

int link_wait(struct link *l, int64_t deadline)
{
    return fdin(l->fd, deadline); // ok: NS404
}

int link_wait_for(struct link *l, int64_t ms)
{
    return fdin(l->fd, now() + ms); // ok: NS404
}

void link_pause(int64_t ms)
{
    msleep(now() + ms);
}

const char *link_peer(struct link *l)
{
    struct sockaddr_in in;
    socklen_t len = sizeof(in);
    if (getpeername(l->fd, (struct sockaddr *)&in, &len) < 0)
        return "?";
    return inet_ntoa(in.sin_addr);
}
