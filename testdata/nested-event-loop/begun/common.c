#include "tool.h"

void wait_for(struct event_base *base, event_callback_fn fn, void *arg)
{
    struct timeval second = {1, 0};
    event_base_once(base, -1, EV_TIMEOUT, fn, arg, &second);
}
