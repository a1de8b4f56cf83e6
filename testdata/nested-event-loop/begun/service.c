#include "tool.h"

static struct event_base *own;

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    wait_for(own, on_timer, arg);
}

int main(void)
{
    own = event_base_new();
    wait_for(own, on_timer, NULL);
    return event_base_dispatch(own);
}
