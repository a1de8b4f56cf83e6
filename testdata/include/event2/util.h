/* Excerpt of libevent 2.1.12, include/event2/util.h (BSD licence). */
#ifndef EVENT2_UTIL_H_INCLUDED_
#define EVENT2_UTIL_H_INCLUDED_

#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/time.h>

#define evutil_socket_t int

int evutil_make_socket_nonblocking(evutil_socket_t sock);
int evutil_closesocket(evutil_socket_t sock);

#endif
