// args: --enable NS307
/* hiredis: replies and connections are reported on the loop of the adapter. */
#include <hiredis/async.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

static void on_reply(redisAsyncContext *c, void *reply, void *data)
{
    if (reply == NULL)
        redisAsyncDisconnect(c);
    (void)data;
    usleep(200000); // warning: 5 NS101 related: "redisAsyncCommand"
}

static void on_reply_unseen(redisAsyncContext *c, void *reply, void *data) // warning: 13 NS307 "redisAsyncCommand"
{
    puts(data);
}

static void on_connect(const redisAsyncContext *c, int status) // warning: 13 NS307 "redisAsyncSetConnectCallback"
{
    pause(); // error: 5 NS101 related: "redisAsyncSetConnectCallback"
}

static void on_connect_good(const redisAsyncContext *c, int status) // ok: NS307
{
    if (status != REDIS_OK)
        puts("failed"); // ok: NS101
}

static void on_disconnect(const redisAsyncContext *c, int status) // ok: NS307
{
    usleep(100000); // warning: 5 NS101 related: "redisAsyncSetDisconnectCallback"
}

void start(redisAsyncContext *c);
void start(redisAsyncContext *c)
{
    redisAsyncSetConnectCallback(c, on_connect);
    redisAsyncSetConnectCallback(c, on_connect_good);
    redisAsyncSetDisconnectCallback(c, on_disconnect);
    redisAsyncCommand(c, on_reply, NULL, "GET a");
    redisAsyncCommand(c, on_reply_unseen, "a", "SET a b");
    redisAsyncCommand(c, NULL, NULL, "SET a b");
    pause(); // ok: NS101
}
