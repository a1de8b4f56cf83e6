/* Helpers that are handed the address of a descriptor. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static int make_nonblocking(int *fd)
{
    int flags = fcntl(*fd, F_GETFL, 0);
    if (flags < 0 || fcntl(*fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        close(*fd);
        *fd = -1;
        return -1;
    }
    return 0;
}

static int make_blocking(int *fd)
{
    return fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL, 0) & ~O_NONBLOCK);
}

static int through_another(int *fd)
{
    return make_nonblocking(fd);
}

static int of_a_copy(int fd)
{
    return make_nonblocking(&fd);
}

static void on_timer(uv_timer_t *t)
{
    char to[10];
    (void)t;
    int plain = socket(AF_UNIX, SOCK_STREAM, 0);
    recv(plain, to, sizeof to, 0); // error: 5 NS102 "recv" certainty: "always"

    int quiet = socket(AF_UNIX, SOCK_STREAM, 0);
    if (make_nonblocking(&quiet))
        return;
    recv(quiet, to, sizeof to, 0); // ok: NS102
    make_blocking(&quiet);
    recv(quiet, to, sizeof to, 0); // error: 5 NS102 "recv" certainty: "always"

    int deep = socket(AF_UNIX, SOCK_STREAM, 0);
    through_another(&deep);
    recv(deep, to, sizeof to, 0); // ok: NS102

    int copied = socket(AF_UNIX, SOCK_STREAM, 0);
    of_a_copy(copied);
    recv(copied, to, sizeof to, 0); // ok: NS102
}

static int connected(int *ret_fd, int wait)
{
    *ret_fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (!wait && make_nonblocking(ret_fd))
        return -1;
    return connect(*ret_fd, 0, 0); // one way or the other: depends
}

static void on_idle(uv_idle_t *i)
{
    int fd;
    (void)i;
    connected(&fd, 0); // ok: NS102
}

void start(uv_timer_t *t, uv_idle_t *i)
{
    uv_timer_start(t, on_timer, 0, 0);
    uv_idle_start(i, on_idle);
}
