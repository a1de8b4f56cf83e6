// args: --min-certainty depends
/* Made non-blocking after it was opened: by fcntl, by ioctl, by a function of the project; and made blocking again. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static int set_nonblocking(int fd)
{
    int flags = fcntl(fd, F_GETFL, 0);
    return fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

static int make_socket(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || set_nonblocking(fd) < 0)
        return -1;
    return fd;
}

static int make_blocking_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static void on_tick(uv_timer_t *t)
{
    char buf[8];
    int one = 1;
    int by_fcntl = socket(AF_INET, SOCK_STREAM, 0);
    int by_ioctl = socket(AF_INET, SOCK_STREAM, 0);
    int by_helper = socket(AF_INET, SOCK_STREAM, 0);
    int again = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    (void)t;
    fcntl(by_fcntl, F_SETFL, O_NONBLOCK);
    ioctl(by_ioctl, FIONBIO, &one);
    set_nonblocking(by_helper);
    fcntl(again, F_SETFL, fcntl(again, F_GETFL, 0) & ~O_NONBLOCK);
    recv(by_fcntl, buf, 8, 0);               // ok: NS102
    recv(by_ioctl, buf, 8, 0);               // ok: NS102
    recv(by_helper, buf, 8, 0);              // ok: NS102
    recv(make_socket(), buf, 8, 0);          // ok: NS102
    recv(make_blocking_socket(), buf, 8, 0); // error: 5 NS102 certainty: "always"
    recv(again, buf, 8, 0);                  // error: 5 NS102 certainty: "always"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
