/* The descriptor that a callback is given is the one that it was registered for. */
#include "event2/event.h"
#include <fcntl.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <systemd/sd-event.h>
#include <unistd.h>

static char buf[64];

static void on_inotify(evutil_socket_t fd, short what, void *arg)
{
    while (read(fd, buf, sizeof buf) > 0) // error: 12 NS102 "read"
        ;
}

static void on_quiet_inotify(evutil_socket_t fd, short what, void *arg)
{
    while (read(fd, buf, sizeof buf) > 0) // ok: NS102
        ;
}

static void on_once(evutil_socket_t fd, short what, void *arg)
{
    read(fd, buf, sizeof buf); // ok: NS102
}

static void drain(int fd)
{
    read(fd, buf, 1);
    read(fd, buf, sizeof buf);
}

static int on_pair(sd_event_source *s, int fd, uint32_t events, void *userdata)
{
    drain(fd); // error: 5 NS102 "drain" step: "read"
    return 0;
}

/* Registered through a wrapper. */
static gboolean on_wrapped(gint fd, GIOCondition condition, gpointer data)
{
    drain(fd); // error: 5 NS102 "drain"
    return TRUE;
}

/* For two descriptors, one of which does not block. */
static gboolean on_both(gint fd, GIOCondition condition, gpointer data)
{
    drain(fd); // ok: NS102
    return TRUE;
}

/* What else it may be given is not known. */
static void on_any(evutil_socket_t fd, short what, void *arg)
{
    drain(fd); // ok: NS102
}

void (*kept)(evutil_socket_t, short, void *) = on_any;

/* The wrapper calls itself. */
static gboolean on_retried(gint fd, GIOCondition condition, gpointer data)
{
    read(fd, buf, 1);
    read(fd, buf, sizeof buf); // error: 5 NS102 "read"
    return TRUE;
}

static void watch_retrying(int fd, GUnixFDSourceFunc on_ready, int tries)
{
    if (tries)
        watch_retrying(fd, on_ready, tries - 1);
    else
        g_unix_fd_add(fd, G_IO_IN, on_ready, NULL);
}

static void watch(int fd, GUnixFDSourceFunc on_ready, void *data)
{
    g_unix_fd_add(fd, G_IO_IN, on_ready, data);
}

int start(struct event_base *base, sd_event *e);
int start(struct event_base *base, sd_event *e)
{
    int loud = inotify_init1(IN_CLOEXEC), quiet = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), p[2], q[2], r[2], u[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, p) || socketpair(AF_UNIX, SOCK_STREAM, 0, r) || pipe2(q, O_NONBLOCK) ||
        socketpair(AF_UNIX, SOCK_STREAM, 0, u))
        return -1;
    sd_event_add_io(e, NULL, p[1], EPOLLIN, on_pair, NULL);
    event_add(event_new(base, loud, EV_READ | EV_PERSIST, on_inotify, NULL), NULL);
    event_add(event_new(base, loud, EV_READ | EV_PERSIST, on_once, NULL), NULL);
    event_add(event_new(base, loud, EV_READ | EV_PERSIST, on_any, NULL), NULL);
    event_add(event_new(base, quiet, EV_READ | EV_PERSIST, on_quiet_inotify, NULL), NULL);
    watch_retrying(u[0], on_retried, 3);
    watch(r[0], on_wrapped, NULL);
    watch(p[0], on_both, NULL);
    watch(q[0], on_both, NULL);
    return 0;
}
