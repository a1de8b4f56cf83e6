/* Edge-triggered: what is ready is told once. */
#include <event2/event.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <systemd/sd-event.h>
#include <unistd.h>

static int on_io(sd_event_source *s, int fd, uint32_t revents, void *userdata)
{
    (void)s;
    (void)fd;
    (void)revents;
    (void)userdata;
    return 0;
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
}

struct conn {
    int fd;
};

void add(int ep, sd_event *e, struct event_base *base, struct conn *c);
void add(int ep, sd_event *e, struct event_base *base, struct conn *c)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), p[2], quiet = socket(AF_UNIX, SOCK_STREAM, 0);
    struct epoll_event edge = {.events = EPOLLIN | EPOLLET}, level = {.events = EPOLLIN};
    c->fd = socket(AF_UNIX, SOCK_STREAM, 0);
    epoll_ctl(ep, EPOLL_CTL_ADD, fd, &edge);  // warning: 5 NS111 "epoll_ctl"
    epoll_ctl(ep, EPOLL_CTL_ADD, fd, &level); // ok: NS111
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &edge); // warning: 5 NS111 "epoll_ctl"
    c->fd = socket(AF_UNIX, SOCK_STREAM, 0);
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &edge); // ok: NS111
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    fcntl(quiet, F_SETFL, O_NONBLOCK);
    epoll_ctl(ep, EPOLL_CTL_ADD, quiet, &edge); // ok: NS111
    if (pipe(p))
        return;
    sd_event_add_io(e, NULL, p[0], EPOLLIN | EPOLLET, on_io, NULL); // warning: 5 NS111 "sd_event_add_io"
    sd_event_add_io(e, NULL, p[0], EPOLLIN, on_io, NULL);           // ok: NS111
    event_new(base, fd, EV_READ | EV_ET, on_event, NULL);           // warning: 5 NS111 "event_new"
    event_new(base, fd, EV_READ, on_event, NULL);                   // ok: NS111
    event_new(base, quiet, EV_READ | EV_ET, on_event, NULL);        // ok: NS111
}
