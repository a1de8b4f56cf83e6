/* Excerpt of libevent 2.1.12, include/event2/event_struct.h (BSD licence), shortened. */
#ifndef EVENT2_EVENT_STRUCT_H_INCLUDED_
#define EVENT2_EVENT_STRUCT_H_INCLUDED_

#include <event2/util.h>

struct event_base;
struct event {
    struct event_base *ev_base;
    evutil_socket_t ev_fd;
};

#endif
