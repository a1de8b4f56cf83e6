/* evsignal_new and its kin are event_new, where the descriptor is the signal. */
#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>

static void read_configuration(void)
{
    system("m4 daemon.conf");
}

static void on_hup(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what, (void)arg;
    read_configuration(); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler at libevent.c:11"
}

static void on_readable(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what, (void)arg;
    system("answer"); // error: 5 NS104 "system"
}

static void on_signals(evutil_socket_t fd, short what, void *arg)
{
    (void)what, (void)arg;
    switch (fd) {
    case SIGHUP:
        system("reopen"); // warning: 9 NS104 "system" related: "only on reload"
        break;
    case SIGTERM:
        system("end"); // error: 9 NS104 "system"
    }
}

int main(void)
{
    struct event_base *base = event_base_new();
    read_configuration();
    event_add(evsignal_new(base, SIGHUP, on_hup, NULL), NULL);
    event_add(evsignal_new(base, SIGHUP, on_signals, NULL), NULL);
    event_add(evsignal_new(base, SIGTERM, on_signals, NULL), NULL);
    event_add(event_new(base, 0, EV_READ, on_readable, NULL), NULL);
    return event_base_dispatch(base);
}
