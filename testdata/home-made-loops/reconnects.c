/* What stands between two lives of the loop is not between two waits. */
#include <poll.h>
#include <unistd.h>

struct client {
    struct pollfd fds[8];
    nfds_t len;
    int connected;
};

static int connect_all(struct client *c)
{
    c->connected = 1;
    sleep(1);
    return 0;
}

static void handle(struct client *c)
{
    c->connected = 0;
    sleep(2);
}

static int serve(struct client *c)
{
    while (c->connected) {
        if (poll(c->fds, c->len, -1) < 0)
            return -1;
        handle(c); // warning: 9 NS101 "handle"
    }
    return 0;
}

void run(struct client *c)
{
    for (;;) {
        connect_all(c); // ok: NS101
        serve(c);
        sleep(5); // ok: NS101
    }
}

void run_in_place(struct client *c)
{
    for (;;) {
        connect_all(c); // ok: NS101
        while (c->connected) {
            if (poll(c->fds, c->len, -1) < 0)
                break;
            handle(c); // warning: 13 NS101 "handle"
        }
        sleep(5); // ok: NS101
    }
}

/* The twin only works off what is there, and then goes on. */
void drains(struct client *c)
{
    for (;;) {
        while (poll(c->fds, c->len, 20) > 0)
            handle(c);  // warning: 13 NS101 "handle"
        connect_all(c); // warning: 9 NS101 "connect_all"
    }
}
