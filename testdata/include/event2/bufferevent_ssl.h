/* Excerpt of libevent 2.1.12, event2/bufferevent_ssl.h (BSD licence). */
#ifndef EVENT2_BUFFEREVENT_SSL_H_INCLUDED_
#define EVENT2_BUFFEREVENT_SSL_H_INCLUDED_

#include <event2/bufferevent.h>

struct ssl_st;
enum bufferevent_ssl_state { BUFFEREVENT_SSL_CONNECTING = 1 };

struct bufferevent *bufferevent_openssl_socket_new(struct event_base *base, evutil_socket_t fd, struct ssl_st *ssl,
                                                   enum bufferevent_ssl_state state, int options);

#endif
