/* Tencent libco: entry of co_create, arity 4; the loop's function; the loop is not run inside a coroutine. */
#include <co_routine.h>
#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg)
{
    struct pollfd none = {-1, 0, 0};
    sleep(1);                                    // warning: 5 NS101 "co_poll" related: "co_create"
    if (co_poll(co_get_epoll_ct(), &none, 0, 1)) // ok: NS101
        return NULL;
    co_eventloop(co_get_epoll_ct(), NULL, NULL); // error: 5 NS204 "co_eventloop"
    return arg;
}

static void *without_hooks(void *arg)
{
    char buf[64];
    struct pollfd one = {0, POLLIN, 0};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (read(fd, buf, sizeof buf) < 0)  // error: 9 NS102 "read"
        arg = NULL;
    if (poll(&one, 1, 1000) < 0)        // warning: 9 NS102 "use co_poll"
        arg = NULL;
    if (!gethostbyname("peer"))         // error: 10 NS103 "gethostbyname"
        arg = NULL;
    close(fd);
    return arg;
}

static int each_round(void *arg)
{
    (void)arg;
    usleep(1); // note: 5 NS101 related: "co_eventloop"
    return 0;
}

int main(void)
{
    stCoRoutine_t *co, *other;
    if (co_create(&co, NULL, serve, NULL) || co_create(&other, NULL, without_hooks, NULL))
        return 1;
    co_resume(co);
    co_resume(other);
    sleep(2);                                          // ok: NS101
    co_eventloop(co_get_epoll_ct(), each_round, NULL); // ok: NS204
    co_release(other);
    co_release(co);
    return 0;
}
