/* Excerpt of libevent 2.1.12, include/event2/dns.h (BSD licence). */
#ifndef EVENT2_DNS_H_INCLUDED_
#define EVENT2_DNS_H_INCLUDED_

#include <event2/util.h>

struct event_base;
struct evdns_server_request;
struct evdns_server_port;
typedef void (*evdns_request_callback_fn_type)(struct evdns_server_request *, void *);

struct evdns_server_port *evdns_add_server_port_with_base(struct event_base *base, evutil_socket_t socket, int flags,
    evdns_request_callback_fn_type callback, void *user_data);

#endif
