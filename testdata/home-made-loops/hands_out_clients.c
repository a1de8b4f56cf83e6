/* Accept loops of which all that is waited for is written down: a client that goes into a queue for workers, or to the
 * caller, is not waited for here. */
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/wait.h>

static void bury(void)
{
    waitpid(-1, NULL, 0);
}

struct acceptor {
    int listener, stop, client;
};

static int queue[64], queued;

static void enqueue(int fd)
{
    bury();
    queue[queued++ % 64] = fd;
}

void into_a_queue(const struct acceptor *a)
{
    for (;;) {
        struct pollfd p[2] = {{.fd = a->listener, .events = POLLIN}, {.fd = a->stop, .events = POLLIN}};
        poll(p, 2, -1);
        if (p[1].revents)
            break;
        int fd = accept(a->listener, NULL, NULL); // ok: NS102
        enqueue(fd);                              // ok: NS104
    }
}

int to_the_caller(const struct acceptor *a)
{
    for (;;) {
        struct pollfd p[2] = {{.fd = a->listener, .events = POLLIN}, {.fd = a->stop, .events = POLLIN}};
        if (poll(p, 2, 60000) == 0) {
            bury(); // ok: NS104
            continue;
        }
        if (p[1].revents)
            return -1;
        int fd = accept(a->listener, NULL, NULL); // ok: NS102
        if (fd >= 0)
            return fd;
    }
}

/* One client beside the listener is waited for, too; so may be what is written nowhere. */
void one_beside(struct acceptor *a)
{
    for (;;) {
        struct pollfd p[2] = {{.fd = a->listener, .events = POLLIN}, {.fd = a->client, .events = POLLIN}};
        poll(p, 2, -1);
        if (p[0].revents) {
            int fd = accept(a->listener, NULL, NULL);
            a->client = fd;
        }
        bury(); // error: 9 NS104 "bury"
    }
}

void one_beside_in_variable(int listener)
{
    int client = -1;
    for (;;) {
        struct pollfd p[2] = {{.fd = listener, .events = POLLIN}, {.fd = client, .events = POLLIN}};
        poll(p, 2, -1);
        if (p[0].revents)
            client = accept(listener, NULL, NULL);
        bury(); // error: 9 NS104 "bury"
    }
}

int to_the_caller_from_any(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        poll(fds, len, -1);
        bury();                                 // error: 9 NS104 "bury"
        int fd = accept(fds[0].fd, NULL, NULL);
        if (fd >= 0)
            return fd;
    }
}
