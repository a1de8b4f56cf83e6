/* Excerpt of lwIP 2.1.3, lwip/api.h (BSD licence). */
#ifndef LWIP_HDR_API_H
#define LWIP_HDR_API_H

#include <lwip/tcp.h>

struct netconn;
struct netbuf;

err_t netconn_recv(struct netconn *conn, struct netbuf **new_buf);

#endif
