/* Excerpt of libevent 2.1.12, include/event2/bufferevent.h (BSD licence). */
#ifndef EVENT2_BUFFEREVENT_H_INCLUDED_
#define EVENT2_BUFFEREVENT_H_INCLUDED_

#include <event2/util.h>

struct bufferevent;
struct event_base;
struct evdns_base;

typedef void (*bufferevent_data_cb)(struct bufferevent *bev, void *ctx);
typedef void (*bufferevent_event_cb)(struct bufferevent *bev, short what, void *ctx);

enum bufferevent_options { BEV_OPT_CLOSE_ON_FREE = (1 << 0), BEV_OPT_THREADSAFE = (1 << 1) };
struct bufferevent *bufferevent_socket_new(struct event_base *base, evutil_socket_t fd, int options);
void bufferevent_setcb(struct bufferevent *bufev, bufferevent_data_cb readcb, bufferevent_data_cb writecb,
    bufferevent_event_cb eventcb, void *cbarg);
int bufferevent_socket_connect_hostname(struct bufferevent *, struct evdns_base *, int, const char *, int);
size_t bufferevent_read(struct bufferevent *bufev, void *data, size_t size);
int bufferevent_setfd(struct bufferevent *bufev, evutil_socket_t fd);
int bufferevent_write(struct bufferevent *bufev, const void *data, size_t size);
void bufferevent_free(struct bufferevent *bufev);

#endif
