/* The end of a pipe in a struct, handed on by the struct to who reads what the wait has found there. */
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
    int in[2], out[2];
};

static char buf[64];

static void take(struct server *s)
{
    read(s->in[0], buf, sizeof buf);
}

static void take_other(struct server *s)
{
    read(s->out[0], buf, sizeof buf);
}

static void take_last(struct server *s)
{
    read(s->in[1], buf, sizeof buf);
}

static void serve(struct server *s)
{
    for (;;) {
        struct pollfd p[2] = {{.fd = s->in[0], .events = POLLIN}, {.fd = s->out[1], .events = POLLIN}};
        if (poll(p, 2, -1) < 0)
            return;
        if (p[1].revents & POLLIN)
            continue;
        if (p[0].revents & POLLIN)
            take(s); // ok: NS102
        if (p[0].revents & POLLIN) {
            take(s); // ok: NS102
            take(s); // error: 13 NS102
        }
        if (p[0].revents & POLLIN)
            take_other(s); // error: 13 NS102
        if (p[0].revents & POLLIN)
            take_last(s); // error: 13 NS102
    }
}

int main(void)
{
    struct server *s = calloc(1, sizeof *s);
    if (pipe(s->in) < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, s->out) < 0)
        return 1;
    serve(s);
    return 0;
}
