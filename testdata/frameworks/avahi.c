/* Avahi: AvahiPoll's registrars are fields; calls of the client library wait for the daemon. */
#include <avahi-client/client.h>
#include <avahi-common/simple-watch.h>
#include <avahi-common/watch.h>
#include <stddef.h>
#include <unistd.h>

static AvahiSimplePoll *simple;

static void on_timeout(AvahiTimeout *timeout, void *data)
{
    (void)timeout, (void)data;
    pause(); // error: 5 NS101 related: "AvahiPoll.timeout_new"
}

static void on_timeout_good(AvahiTimeout *timeout, void *data)
{
    const AvahiPoll *poll = data;
    poll->timeout_update(timeout, NULL); // ok: NS101
}

static void on_watch(AvahiWatch *watch, int fd, AvahiWatchEvent event, void *data)
{
    (void)watch, (void)fd, (void)event, (void)data;
    avahi_simple_poll_loop(simple); // error: 5 NS204 related: "AvahiPoll.watch_new"
}

static void on_client(AvahiClient *client, AvahiClientState state, void *data)
{
    (void)state, (void)data;
    avahi_client_get_host_name(client); // error: 5 NS107 related: "avahi_client_new"
    avahi_client_errno(client);         // ok: NS107
}

void start(const AvahiPoll *poll);

void start(const AvahiPoll *poll)
{
    poll->timeout_new(poll, NULL, on_timeout, NULL);
    poll->timeout_new(poll, NULL, on_timeout_good, NULL);
    poll->watch_new(poll, 3, AVAHI_WATCH_IN, on_watch, NULL);
    avahi_client_new(poll, AVAHI_CLIENT_NO_FAIL, on_client, NULL, NULL); // ok: NS107
    avahi_simple_poll_loop(simple);                                      // ok: NS204
}
