#include "tool.h"

static struct event_base *base;
static int started, tries;

/* The loop only runs when it has been started here: in its callbacks it is not started again. */
static void go_on(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    if (tries++ < 3)
        wait_for(base, go_on, arg);
    if (!started) {
        started = 1;
        event_base_dispatch(base); // ok: NS204
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    base = event_base_new();
    go_on(-1, 0, argv);
    return 0;
}
