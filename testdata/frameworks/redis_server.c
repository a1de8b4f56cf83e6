/* Redis itself: commands and connection handlers run on ae's loop, lazy frees on a thread, what redisFork returns 0 for in a child. */
#include <server.h>
#include <stddef.h>
#include <unistd.h>

static void free_later(void *args[])
{
    (void)args;
    usleep(1); // ok: NS101
}

static void slow_command(client *c)
{
    usleep(2); // note: 5 NS101 "aeCreateTimeEvent" related: "redisCommand"
    bioCreateLazyFreeJob(free_later, 1, c);
    if (redisFork(0) == 0) {
        sleep(3); // ok: NS101
        _exit(0);
    }
}

static void on_readable(connection *conn)
{
    if (connBlockingConnect(conn, "peer", 6379, 1000)) // warning: 9 NS102 "connConnect" related: "connSetReadHandler"
        return;
}

static void on_socket(struct aeEventLoop *el, int fd, void *data, int mask)
{
    (void)el, (void)fd, (void)data, (void)mask;
    usleep(4); // note: 5 NS101 related: "ae_handler"
}

static void get_command(client *c)
{
    (void)c; // ok: NS101
}

struct redisCommand commands[] = {{"slow", slow_command}, {"get", get_command}};
ConnectionType socket_type = {.ae_handler = on_socket};

int start(connection *conn);

int start(connection *conn)
{
    usleep(5); // ok: NS101
    return connSetReadHandler(conn, on_readable);
}
