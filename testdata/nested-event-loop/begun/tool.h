/* Two programs of one database: a tool that begins its loop when it has something to wait for, and a service. */
#include <event2/event.h>

void wait_for(struct event_base *base, event_callback_fn fn, void *arg);
