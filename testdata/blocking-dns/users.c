/* The user database may be a network service. */
#include <event2/event.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

static void on_signal(evutil_socket_t sig, short what, void *arg)
{
    (void)sig, (void)what, (void)arg;
    getpwnam("nobody"); // warning: 5 NS103 "getpwnam"
    getgrgid(7);        // warning: 5 NS103 "getgrgid" "a thread of your own"
    getuid();           // ok: NS103
}

struct event *start(struct event_base *base)
{
    return evsignal_new(base, 1, on_signal, NULL);
}
