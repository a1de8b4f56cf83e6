/* Callbacks of events, bufferevents and timers; macros such as evtimer_new expand to event_new. */
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <unistd.h>

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what, (void)arg;
    usleep(1); // note: 5 NS101 "evtimer_new"
}

static void on_data(struct bufferevent *bev, void *ctx)
{
    (void)bev, (void)ctx;
    usleep(2); // note: 5 NS101 related: "bufferevent_setcb"
}

static void on_event(struct bufferevent *bev, short what, void *ctx)
{
    (void)bev, (void)what, (void)ctx;
    usleep(3); // note: 5 NS101
}

static void not_registered(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what, (void)arg;
    usleep(4); // ok: NS101
}

void start(struct event_base *base)
{
    struct bufferevent *bev = bufferevent_socket_new(base, -1, 0);
    evtimer_new(base, on_timer, NULL);
    bufferevent_setcb(bev, on_data, NULL, on_event, NULL);
    not_registered(0, 0, NULL);
}
