// args: --min-certainty depends
/* What a function puts into a struct that it is handed takes the place of what was there. */
#include <fcntl.h>
#include <sys/socket.h>
#include <uv.h>

struct peer {
    int fd, tries;
};

static char room[1];

static void connect_again(struct peer *p)
{
    p->fd = socket(AF_INET, SOCK_STREAM, 0);
}

static void by_another_name(void *data)
{
    struct peer *p = data;
    p->fd = socket(AF_INET, SOCK_STREAM, 0);
}

static void count(struct peer *p)
{
    p->tries++;
}

static void filled(void)
{
    struct peer p = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    connect_again(&p);
    recv(p.fd, room, 1, 0);
}

static void filled_by_another_name(void)
{
    struct peer p = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    by_another_name(&p);
    recv(p.fd, room, 1, 0);
}

static void counted(void)
{
    struct peer p = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)};
    count(&p);
    recv(p.fd, room, 1, 0);
}

static void on_timer(uv_timer_t *t)
{
    filled();                 // error: 5 NS102
    filled_by_another_name(); // error: 5 NS102
    counted();                // ok: NS102
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
