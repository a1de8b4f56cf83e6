/* Registers with the loop of another unit. */
#include "loop.h"
#include <netdb.h>
#include <stddef.h>

static struct addrinfo *peer;

static void look_up(void)
{
    getaddrinfo("peer", "1", NULL, &peer);
}

static void on_input(struct loop *l, int fd, void *data)
{
    look_up(); // error: 5 NS103 "look_up" step: "getaddrinfo"
    (void)l;
    (void)fd;
    (void)data;
}

int main(void)
{
    struct loop *l = loop_new();
    look_up(); // ok: NS103
    loop_add(l, 0, on_input, NULL);
    loop_run(l);
    look_up(); // ok: NS103
    return 0;
}
