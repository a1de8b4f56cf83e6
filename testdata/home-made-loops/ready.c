/* What the wait has shown to be ready is read without waiting, once; all these descriptors block. */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
    int fd, log;
    struct conn *peer;
};

static int fds[64], n;
static struct pollfd pfds[64];
static char buf[100];

static void work(const char *bytes)
{
    buf[0] = bytes[1];
}

static void set_up(int listener, struct conn *c, int ep)
{
    fds[n] = accept(listener, NULL, NULL);
    pfds[n].fd = accept(listener, NULL, NULL);
    c->fd = accept(listener, NULL, NULL);
    c->log = socket(AF_INET, SOCK_STREAM, 0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
}

static void read_once(int fd)
{
    read(fd, buf, sizeof buf);
    work(buf);
}

static void read_twice(int fd)
{
    read(fd, buf, 4);
    work(buf);
    read(fd, buf, sizeof buf);
}

static void read_own(struct conn *c)
{
    recv(c->fd, buf, sizeof buf, 0);
}

static void read_other(struct conn *c)
{
    recv(c->peer->fd, buf, sizeof buf, 0);
}

static void entries(void)
{
    for (;;) {
        poll(pfds, (nfds_t)n, -1);
        for (int i = 0; i < n; i++) {
            if (pfds[i].revents & POLLIN) {
                read(pfds[i].fd, buf, 4); // ok: NS102
                work(buf);
                read(pfds[i].fd, buf, 4); // error: 17 NS102 "read"
            }
            if (!(pfds[i].revents & POLLIN))
                read(pfds[i].fd, buf, 4); // error: 17 NS102 "read"
        }
    }
}

static void entries_of_others(void)
{
    for (;;) {
        poll(pfds, (nfds_t)n, -1);
        for (int i = 0; i < n; i++) {
            if (!pfds[i].revents)
                continue;
            read_once(pfds[i].fd);     // ok: NS102
            read_once(pfds[i + 1].fd); // error: 13 NS102 "read_once"
        }
    }
}

static void entries_until_empty(void)
{
    for (;;) {
        poll(pfds, (nfds_t)n, -1);
        for (int i = 0; i < n; i++)
            if (pfds[i].revents & POLLIN)
                while (read(pfds[i].fd, buf, 4) > 0) // error: 24 NS102 "read"
                    work(buf);
    }
}

static void sets(int listener)
{
    fd_set set;
    for (;;) {
        FD_ZERO(&set);
        FD_SET(listener, &set);
        for (int i = 0; i < n; i++)
            FD_SET(fds[i], &set);
        select(64, &set, NULL, NULL, NULL);
        for (int i = 0; i < n; i++) {
            if (FD_ISSET(fds[i], &set)) {
                recv(fds[i], buf, 4, 0);      // ok: NS102
                send(fds[i], buf, 4, 0);      // error: 17 NS102 "send"
                recv(fds[i + 1], buf, 4, 0);  // error: 17 NS102 "recv"
            }
            int fd = fds[i];
            if (!FD_ISSET(fd, &set))
                continue;
            recv(fd, buf, 4, 0); // ok: NS102
            work(buf);
        }
    }
}

static void events(int ep)
{
    struct epoll_event ev[10];
    for (;;) {
        int k = epoll_wait(ep, ev, 10, -1);
        for (int i = 0; i < k; i++) {
            read_once(ev[i].data.fd); // ok: NS102
            work(buf);
        }
    }
}

static void events_twice(int ep)
{
    struct epoll_event ev[10];
    for (;;) {
        int k = epoll_wait(ep, ev, 10, -1);
        for (int i = 0; i < k; i++)
            read_twice(ev[i].data.fd); // error: 13 NS102 "read_twice"
    }
}

static void objects(int ep)
{
    struct epoll_event ev[10];
    for (;;) {
        int k = epoll_wait(ep, ev, 10, -1);
        for (int i = 0; i < k; i++) {
            struct conn *c = ev[i].data.ptr;
            if (c->log == i) {
                read(c->fd, buf, 4); // ok: NS102
                continue;
            }
            read_own(c);   // ok: NS102
            read_other(c); // error: 13 NS102 "read_other"
        }
    }
}

int main(int argc, char **argv)
{
    struct conn c = {0};
    set_up(3, &c, 4);
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fds[0]};
    epoll_ctl(4, EPOLL_CTL_ADD, fds[0], &e);
    (void)argv;
    switch (argc) {
    case 1:
        entries();
        break;
    case 2:
        entries_of_others();
        break;
    case 3:
        sets(3);
        break;
    case 4:
        events(4);
        break;
    case 5:
        events_twice(4);
        break;
    case 6:
        objects(4);
        break;
    default:
        entries_until_empty();
    }
    return 0;
}
