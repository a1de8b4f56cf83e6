/* Excerpt of hiredis 0.14.1, hiredis/async.h (BSD licence). */
#ifndef __HIREDIS_ASYNC_H
#define __HIREDIS_ASYNC_H

#define REDIS_OK 0

typedef struct redisAsyncContext redisAsyncContext;
typedef void (redisCallbackFn)(struct redisAsyncContext*, void*, void*);
typedef void (redisDisconnectCallback)(const struct redisAsyncContext*, int status);
typedef void (redisConnectCallback)(const struct redisAsyncContext*, int status);

int redisAsyncSetConnectCallback(redisAsyncContext *ac, redisConnectCallback *fn);
int redisAsyncSetDisconnectCallback(redisAsyncContext *ac, redisDisconnectCallback *fn);
void redisAsyncDisconnect(redisAsyncContext *ac);
int redisAsyncCommand(redisAsyncContext *ac, redisCallbackFn *fn, void *privdata, const char *format, ...);

#endif
