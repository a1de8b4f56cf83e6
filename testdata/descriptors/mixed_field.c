// args: --min-certainty depends
/* A field that holds blocking ones here and non-blocking ones there: it depends. */
#include <sys/socket.h>
#include <uv.h>

struct peer {
    int fd;
};

void local_peer(struct peer *p);
void remote_peer(struct peer *p);

void local_peer(struct peer *p)
{
    p->fd = socket(AF_UNIX, SOCK_STREAM, 0);
}

void remote_peer(struct peer *p)
{
    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
}

static void on_tick(uv_timer_t *t)
{
    struct peer *p = t->data;
    char buf[8];
    recv(p->fd, buf, 8, 0); // error: 5 NS102 certainty: "depends"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
