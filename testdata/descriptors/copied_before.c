/* Two variables with one descriptor: what is made non-blocking in one is so in the other, unless another descriptor came
 * between. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

struct conn {
    int fd, spare;
};

static void make_nonblocking(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static void stored_then_copied(struct conn *c)
{
    char to[10];
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    c->fd = fd;
    int copy = c->fd;
    make_nonblocking(copy);
    recv(fd, to, sizeof to, 0);    // ok: NS102
    recv(c->fd, to, sizeof to, 0); // ok: NS102
}

static void copied_then_stored(struct conn *c)
{
    char to[10];
    int before = c->fd;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    c->fd = fd;
    make_nonblocking(before);
    recv(fd, to, sizeof to, 0);
}

static void parameter_changed(int fd)
{
    char to[10];
    int before = fd, made = socket(AF_UNIX, SOCK_STREAM, 0);
    fd = made;
    make_nonblocking(before);
    recv(made, to, sizeof to, 0);
}

static void parameter_kept(void)
{
    char to[10];
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), made = fd;
    make_nonblocking(made);
    recv(fd, to, sizeof to, 0); // ok: NS102
}

static int another;

/* The function's last step gives it another one. */
static void changed_last(int before)
{
    char to[10];
    for (int plain = socket(AF_UNIX, SOCK_STREAM, 0);; plain = another) {
        before = plain;
        another = socket(AF_UNIX, SOCK_STREAM, 0);
        recv(plain, to, sizeof to, 0);
        make_nonblocking(before);
    }
}

static void on_timer(uv_timer_t *t)
{
    stored_then_copied(t->data);
    copied_then_stored(t->data); // error: 5 NS102 "recv"
    parameter_changed(3);        // error: 5 NS102 "recv"
    parameter_kept();
}

static void on_idle(uv_idle_t *i)
{
    (void)i;
    changed_last(3); // error: 5 NS102 "recv"
}

void start(uv_timer_t *t, uv_idle_t *i)
{
    uv_timer_start(t, on_timer, 0, 0);
    uv_idle_start(i, on_idle);
}
