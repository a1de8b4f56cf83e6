/* Tencent libco: after co_enable_hook_sys calls on hooked sockets suspend; files, sleep and accept are not hooked. */
#include <co_routine.h>
#include <fcntl.h>
#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int co_accept(int fd, struct sockaddr *addr, socklen_t *len);

static int client(const struct sockaddr *to, socklen_t len)
{
    char reply[64];
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, to, len) < 0 || read(fd, reply, sizeof reply) < 0) // ok: NS102
        reply[0] = 0;
    return close(fd);
}

static void *serve(void *arg)
{
    char buf[64];
    struct sockaddr peer = {0};
    socklen_t len = sizeof peer;
    struct pollfd one = {0, POLLIN, 0};
    co_enable_hook_sys();
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int fd = co_accept(listener, &peer, &len);
    if (read(fd, buf, sizeof buf) < 0 || poll(&one, 1, 1000) < 0) // ok: NS102
        return NULL;
    if (!gethostbyname("peer")) // ok: NS103
        return NULL;
    sleep(1);                           // warning: 5 NS101 "co_poll"
    int file = open("/etc/motd", O_RDONLY); // note: 16 NS106 "open"
    if (read(file, buf, sizeof buf) < 0)    // note: 9 NS106 "read"
        return NULL;
    return client(&peer, len) ? NULL : arg; // ok: NS102
}

int main(void)
{
    stCoRoutine_t *co;
    if (co_create(&co, NULL, serve, NULL))
        return 1;
    co_resume(co);
    co_eventloop(co_get_epoll_ct(), NULL, NULL);
    co_release(co);
    return 0;
}
