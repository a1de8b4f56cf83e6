/* TCP Wrappers look hosts and users up when the rules name them; to tell the addresses asks nobody. */
#include <event2/event.h>
#include <tcpd.h>

int allow_severity, deny_severity;

static void on_client(evutil_socket_t fd, short what, void *arg)
{
    struct request_info req;
    (void)what, (void)arg;
    request_init(&req, RQ_DAEMON, "d", RQ_FILE, (int)fd, 0); // ok: NS103
    fromhost(&req);                                          // ok: NS103
    if (hosts_access(&req))                                  // error: 9 NS103 "hosts_access"
        eval_user(&req);                                     // warning: 9 NS102 "eval_user"
}

struct event *start(struct event_base *base, evutil_socket_t fd)
{
    return event_new(base, fd, EV_READ, on_client, NULL);
}
