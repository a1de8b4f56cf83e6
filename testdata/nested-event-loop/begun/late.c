#include "tool.h"

static struct event_base *base;
static int restarted;

/* Another tool, which says so when the loop has ended. */
static void go_on_late(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    wait_for(base, go_on_late, arg);
    if (!restarted) {
        event_base_dispatch(base); // error: 9 NS204 "event_base_dispatch"
        restarted = 1;
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    base = event_base_new();
    go_on_late(-1, 0, argv);
    return 0;
}
