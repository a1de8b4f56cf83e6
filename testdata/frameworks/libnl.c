/* libnl: the callback of a socket runs where the socket is read. */
#include <netlink/netlink.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static struct nl_sock *events;

static int on_event(struct nl_msg *msg, void *arg)
{
    (void)msg, (void)arg;
    pause(); // error: 5 NS101 related: "and 'nl_recvmsgs_default' calls it"
    return 0;
}

static void on_readable(uv_poll_t *poll, int status, int what)
{
    (void)poll, (void)status, (void)what;
    nl_recvmsgs_default(events); // ok: NS102
}

void start(uv_poll_t *poll);

void start(uv_poll_t *poll)
{
    nl_socket_set_nonblocking(events);
    nl_socket_modify_cb(events, NL_CB_VALID, NL_CB_CUSTOM, on_event, NULL);
    uv_poll_start(poll, UV_READABLE, on_readable);
}
