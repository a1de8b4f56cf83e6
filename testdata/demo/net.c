#include "beacon.h"

#include <string.h>
#include <unistd.h>

/* Look the host up. Does not return before the name server has answered. */
bool net_resolve(struct target *t)
{
    struct addrinfo *found;
    if (getaddrinfo(t->host, t->service, NULL, &found) != 0)
        return false;
    memcpy(&t->address, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    t->known = true;
    return true;
}

/* The same on libuv's thread pool; DONE is called on the loop. */
int net_resolve_async(struct target *t, uv_getaddrinfo_cb done)
{
    return uv_getaddrinfo(t->timer.loop, &t->lookup, done, t->host, t->service, NULL);
}

/* The longer a host has been away, the longer we wait. */
void net_backoff(unsigned misses)
{
    usleep(misses * 100000);
}
