// args: --disable NS1 --enable NS402
/* A descriptor that blocks is never "not ready": who asks for EAGAIN is ready for others too. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static char buf[512];

static size_t write_all(int fd, const char *at, size_t len)
{
    size_t total = 0;
    while (len) { // ok: NS402
        ssize_t n = send(fd, at, len, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno == EINTR || errno == EAGAIN)
                continue;
            return total;
        }
        at += n;
        len -= (size_t)n;
        total += (size_t)n;
    }
    return total;
}

/* One of its callers gives another one. */
static size_t write_any(int fd, const char *at, size_t len)
{
    size_t total = 0;
    while (len) { // note: 5 NS402
        ssize_t n = send(fd, at, len, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno == EINTR || errno == EAGAIN)
                continue;
            return total;
        }
        at += n;
        len -= (size_t)n;
        total += (size_t)n;
    }
    return total;
}

/* This call does not wait, whatever the descriptor is. */
static size_t write_at_once(int fd, const char *at, size_t len)
{
    size_t total = 0;
    while (len) { // note: 5 NS402
        ssize_t n = send(fd, at, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0) {
            if (errno == EINTR || errno == EAGAIN)
                continue;
            return total;
        }
        at += n;
        len -= (size_t)n;
        total += (size_t)n;
    }
    return total;
}

static int open_socket(int nonblocking)
{
    int fd = socket(AF_LOCAL, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    if (nonblocking && fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static size_t send_packet(int fd, size_t len)
{
    return write_all(fd, buf, len);
}

static void on_timer(uv_timer_t *t)
{
    int fd = open_socket(0), other = open_socket(1);
    (void)t;
    send_packet(fd, 10);
    write_any(fd, buf, 10);
    write_any(other, buf, 10);
    write_at_once(fd, buf, 10);
    close(fd);
    close(other);
}

/* Not on the loop. */
int client(void);
int client(void)
{
    int fd = open_socket(1);
    return send_packet(fd, 5) == 5;
}

int main(void)
{
    static uv_timer_t t;
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
