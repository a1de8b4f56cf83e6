/* Handlers that a loop of the program's own calls through a pointer, of an object that the wait has filled in: the first read of the
 * object's descriptor takes what is there. And entries that are told by a number with a name. */
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
    int fd, peer;
    void (*handler)(struct conn *);
    void (*tick)(struct conn *);
};

static char buf[64];
static struct conn conns[4];
extern void work(void);

static void on_data(struct conn *c)
{
    if (recv(c->fd, buf, sizeof buf, 0) > 0) // ok: NS102
        work();
}

static void on_much(struct conn *c)
{
    recv(c->fd, buf, 4, 0);          // ok: NS102
    recv(c->fd, buf, sizeof buf, 0); // error: 5 NS102 "recv"
}

/* An object is taken to have one descriptor. */
static void on_other(struct conn *c)
{
    recv(c->peer, buf, sizeof buf, 0); // todo-error: 5 NS102 "recv"
}

/* Called each second as well, when nothing is there. */
static void on_either(struct conn *c)
{
    recv(c->fd, buf, sizeof buf, 0); // error: 5 NS102 "recv"
}

static void loop(int ep)
{
    struct epoll_event events[8];
    for (;;) {
        int n = epoll_wait(ep, events, 8, 1000);
        for (int i = 0; i < n; i++) {
            struct conn *c = events[i].data.ptr;
            c->handler(c);
        }
        for (int i = 0; i < 4; i++)
            conns[i].tick(&conns[i]);
    }
}

static void tick(struct conn *c)
{
    (void)c;
    work();
}

enum { CONTROL, NETLINK, ENTRIES };

static void on_control(int fd)
{
    recv(fd, buf, sizeof buf, 0); // ok: NS102
}

static void entries(int control, int netlink)
{
    struct pollfd fds[ENTRIES] = {[CONTROL] = {.fd = control, .events = POLLIN}, [NETLINK] = {.fd = netlink, .events = POLLIN}};
    for (;;) {
        if (poll(fds, ENTRIES, -1) < 0)
            return;
        if (fds[CONTROL].revents & POLLIN)
            on_control(control); // ok: NS102
        if (fds[CONTROL].revents & POLLIN)
            recv(netlink, buf, sizeof buf, 0); // error: 13 NS102 "recv"
        work();
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    int ep = epoll_create1(0);
    void (*const handlers[])(struct conn *) = {on_data, on_much, on_other, on_either};
    for (int i = 0; i < 4; i++) {
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = &conns[i]};
        conns[i].fd = socket(AF_INET, SOCK_STREAM, 0);
        conns[i].peer = socket(AF_INET, SOCK_STREAM, 0);
        conns[i].handler = handlers[i];
        conns[i].tick = tick;
        epoll_ctl(ep, EPOLL_CTL_ADD, conns[i].fd, &e);
    }
    conns[3].tick = on_either;
    if (argc > 1)
        entries(socket(AF_INET, SOCK_STREAM, 0), socket(AF_INET, SOCK_STREAM, 0));
    loop(ep);
    return 0;
}
