/* Excerpt of libevent 2.1.12, include/event2/event.h (BSD licence). */
#ifndef EVENT2_EVENT_H_INCLUDED_
#define EVENT2_EVENT_H_INCLUDED_

#include <event2/util.h>

struct event_base;
struct event;

#define EV_TIMEOUT 0x01
#define EV_READ 0x02
#define EV_WRITE 0x04
#define EV_SIGNAL 0x08
#define EV_PERSIST 0x10
#define EV_ET 0x20
#define EVLOOP_ONCE 0x01
#define EVLOOP_NONBLOCK 0x02

typedef void (*event_callback_fn)(evutil_socket_t, short, void *);

struct event_base *event_base_new(void);
int event_base_dispatch(struct event_base *);
int event_base_loop(struct event_base *, int);
struct event *event_new(struct event_base *, evutil_socket_t, short, event_callback_fn, void *);
int event_assign(struct event *, struct event_base *, evutil_socket_t, short, event_callback_fn, void *);
int event_base_once(struct event_base *, evutil_socket_t, short, event_callback_fn, void *, const struct timeval *);
int event_add(struct event *ev, const struct timeval *timeout);
int event_del(struct event *);
void event_free(struct event *);
void event_active(struct event *ev, int res, short ncalls);
int event_base_loopbreak(struct event_base *);

#define evtimer_new(b, cb, arg) event_new((b), -1, 0, (cb), (arg))
#define evtimer_add(ev, tv) event_add((ev), (tv))
#define evsignal_new(b, x, cb, arg) event_new((b), (x), EV_SIGNAL | EV_PERSIST, (cb), (arg))

#endif
