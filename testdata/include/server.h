/* Excerpt of redis 7.0, src/server.h, connection.h and bio.h (BSD licence). */
#ifndef __REDIS_H
#define __REDIS_H

#include "ae.h"

typedef struct client client;
typedef void redisCommandProc(client *c);
struct redisCommand {
    const char *declared_name;
    redisCommandProc *proc;
};
int redisFork(int purpose);

typedef struct connection connection;
typedef void (*ConnectionCallbackFunc)(struct connection *conn);
typedef struct ConnectionType {
    void (*ae_handler)(struct aeEventLoop *el, int fd, void *clientData, int mask);
    int (*set_read_handler)(struct connection *conn, ConnectionCallbackFunc handler);
    int (*blocking_connect)(struct connection *conn, const char *addr, int port, long long timeout);
} ConnectionType;
struct connection {
    ConnectionType *type;
};
static inline int connSetReadHandler(connection *conn, ConnectionCallbackFunc func)
{
    return conn->type->set_read_handler(conn, func);
}
static inline int connBlockingConnect(connection *conn, const char *addr, int port, long long timeout)
{
    return conn->type->blocking_connect(conn, addr, port, timeout);
}

typedef void lazy_free_fn(void *args[]);
typedef void comp_fn(unsigned long long user_data);
void bioCreateLazyFreeJob(lazy_free_fn free_fn, int arg_count, ...);

#endif
