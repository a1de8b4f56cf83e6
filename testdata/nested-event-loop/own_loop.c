/* In the turn of a loop of the program's own no loop of the framework runs, so that none is entered again: legal, but the
 * program's own stands still. In the framework's callback it is forbidden. */
#include <event2/event.h>
#include <poll.h>

static struct event_base *reloading;

static void reload(void)
{
    event_base_dispatch(reloading);
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
    reload(); // error: 5 NS204 "forbids"
}

void serve(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        poll(fds, len, 1000);
        reload(); // warning: 9 NS204 "stops the program's own loop"
    }
}

void start(struct event_base *base)
{
    struct event *timer = event_new(base, -1, EV_PERSIST, on_timer, NULL);
    event_add(timer, NULL);
}
