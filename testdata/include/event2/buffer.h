/* Excerpt of libevent 2.1.12, include/event2/buffer.h (BSD licence). */
#ifndef EVENT2_BUFFER_H_INCLUDED_
#define EVENT2_BUFFER_H_INCLUDED_

#include <event2/util.h>

struct evbuffer;

typedef void (*evbuffer_ref_cleanup_cb)(const void *data, size_t datalen, void *extra);

struct evbuffer *evbuffer_new(void);
void evbuffer_free(struct evbuffer *buf);
int evbuffer_add(struct evbuffer *buf, const void *data, size_t datlen);
int evbuffer_add_reference(struct evbuffer *outbuf, const void *data, size_t datlen, evbuffer_ref_cleanup_cb cleanupfn,
    void *cleanupfn_arg);
int evbuffer_write(struct evbuffer *buffer, evutil_socket_t fd);

#endif
