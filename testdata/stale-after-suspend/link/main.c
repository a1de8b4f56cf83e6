// args: --disable NS1,NS401,NS304,NS205,NS403
#include "net.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SECOND 1000

static int greet(struct link *l)
{
    if (send(l->fd, "hi", 2, 0) < 0) {
        link_pause(10);
        if (errno == EPIPE) // warning: 13 NS308
            return -1;
    }
    return 0;
}

static int greet_well(struct link *l)
{
    if (send(l->fd, "hi", 2, 0) < 0) {
        int e = errno; // ok: NS308
        link_pause(10);
        if (e == EPIPE)
            return -1;
    }
    return 0;
}

static void spin(struct link *l)
{
    while (!*l->stop) // ok: NS402
        link_pause(5);
}

static int read_all(struct link *l, char *buf, size_t len)
{
    size_t got = 0;
    while (got < len) { // ok: NS402
        ssize_t n;
        if (link_wait(l, now() + 2 * SECOND) < 0)
            return -1;
        n = recv(l->fd, buf + got, len - got, 0);
        if (n <= 0)
            return -1;
        got += (size_t)n;
    }
    return 0;
}

static coroutine void session(struct link *l) // warning: 23 NS405
{
    char buf[160 * 1024];
    if (link_wait(l, 5 * SECOND) < 0) // warning: 9 NS404
        return;
    if (link_wait_for(l, 5 * SECOND) < 0) // ok: NS404
        return;
    if (greet(l) < 0 || greet_well(l) < 0)
        return;
    read_all(l, buf, sizeof(buf));
    for (;;) { // note: 5 NS402
        if (*l->stop)
            break;
    }
    spin(l);
}

static coroutine void names(struct link *l) // ok: NS405
{
    char line[1024];
    const char *peer = link_peer(l);
    snprintf(line, sizeof(line), "%s", peer); // ok: NS308
    link_pause(1);
    strncat(line, peer, 10); // warning: 5 NS308
}

int main(void)
{
    static struct link l;
    static volatile int stop;
    l.stop = &stop;
    go(session(&l));
    go(names(&l));
    return msleep(now() + 10 * SECOND);
}
