#include <event2/event.h>

static void on_read(evutil_socket_t fd, short what, void *arg)
{
    struct event_base *base = arg;
    (void)fd, (void)what;
    event_base_loop(base, EVLOOP_ONCE); // error: 5 NS204 "event_base_loop"
}

static void on_read_good(evutil_socket_t fd, short what, void *arg)
{
    struct event *timer = arg;
    (void)fd, (void)what;
    event_add(timer, NULL); // ok: NS204
}

int main(void)
{
    struct event_base *base = event_base_new();
    struct event *timer = evtimer_new(base, on_read_good, NULL);
    event_add(event_new(base, 0, EV_READ, on_read, base), NULL);
    event_add(event_new(base, 0, EV_READ, on_read_good, timer), NULL);
    event_base_loop(base, EVLOOP_NONBLOCK); // ok: NS204
    return event_base_dispatch(base);       // ok: NS204
}
