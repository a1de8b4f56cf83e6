/* A function that takes a descriptor out of where it is, and returns it: what was there is what it returns. */
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

struct peer {
    int fd, other, swapped;
};

static int steal_fd(int *fd)
{
    int taken = *fd;
    *fd = -1;
    return taken;
}

/* Gives back what it has put there. */
static int swap_fd(int *fd, int with)
{
    *fd = with;
    int now = *fd;
    return now;
}

static int connect_to(struct peer *p)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), wait = socket(AF_INET, SOCK_STREAM, 0);
    int moved = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (fd < 0 || wait < 0)
        return -1;
    p->fd = steal_fd(&fd);
    p->other = steal_fd(&wait);
    p->swapped = swap_fd(&moved, p->other);
    return 0;
}

static void on_timer(uv_timer_t *t)
{
    struct peer *p = t->data;
    char byte;
    int quiet = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), waits = socket(AF_INET, SOCK_STREAM, 0);
    int one = steal_fd(&quiet), two = steal_fd(&waits);
    recv(one, &byte, 1, 0);        // ok: NS102
    recv(two, &byte, 1, 0);        // error: 5 NS102 "recv"
    recv(p->fd, &byte, 1, 0);      // ok: NS102
    recv(p->other, &byte, 1, 0);   // error: 5 NS102 "recv"
    recv(p->swapped, &byte, 1, 0); // ok: NS102
}

int main(void)
{
    struct peer p;
    uv_timer_t t;
    if (connect_to(&p) < 0)
        return 1;
    t.data = &p;
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
