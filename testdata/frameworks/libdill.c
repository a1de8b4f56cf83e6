/* libdill: go and bundle_go start coroutines; every wait has a deadline; regular files and look-ups of libc block. */
#include <libdill.h>
#include <netdb.h>
#include <stddef.h>
#include <unistd.h>

static coroutine void in_bundle(int fd)
{
    char byte;
    usleep(1); // note: 5 NS101 "msleep" related: "bundle_go"
    if (fdin(fd, now() + 1000)) // ok: NS102
        return;
    if (read(fd, &byte, 1) < 0) // ok: NS102
        return;
}

static coroutine void resolver(const char *name)
{
    struct addrinfo *found;
    if (getaddrinfo(name, "80", NULL, &found)) // error: 9 NS103 "ipaddr_remote"
        return;
    freeaddrinfo(found);
}

static coroutine void polite(void)
{
    while (msleep(now() + 10) == 0) // ok: NS101
        continue;
}

int main(void)
{
    int b = bundle();
    if (b < 0)
        return 1;
    if (bundle_go(b, in_bundle(0)) || bundle_go(b, polite()))
        return hclose(b);
    int handle = go(resolver("peer"));
    if (handle < 0)
        return hclose(b);
    usleep(2); // ok: NS101
    return hclose(handle) | hclose(b);
}
