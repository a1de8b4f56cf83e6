/* c-ares: answers and the state of sockets are reported on the loop that watches them. */
#include <ares.h>
#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_state(void *data, int fd, int readable, int writable)
{
    (void)data, (void)fd, (void)readable, (void)writable;
    pause(); // error: 5 NS101 related: "ares_options"
}

static void on_host(void *arg, int status, int timeouts, struct hostent *host)
{
    (void)arg, (void)status, (void)timeouts, (void)host;
    gethostbyname("example.org"); // error: 5 NS103 related: "ares_gethostbyname"
}

static void on_host_good(void *arg, int status, int timeouts, struct hostent *host)
{
    (void)arg, (void)status, (void)timeouts, (void)host; // ok: NS103
}

void start(ares_channel channel);

void start(ares_channel channel)
{
    struct ares_options options = {.sock_state_cb = on_state};
    ares_init_options(&channel, &options, ARES_OPT_SOCK_STATE_CB);
    ares_gethostbyname(channel, "example.org", AF_INET, on_host, NULL);
    ares_gethostbyname(channel, "example.com", AF_INET, on_host_good, NULL);
}
