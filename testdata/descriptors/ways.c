// args: --min-certainty depends
/* Descriptors through out-parameters, fields that pipe() fills, globals, connects. */
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

struct worker {
    int ends[2];
    int link;
};

static int listener = -1;

static int make(int *ret_fd, int flags)
{
    *ret_fd = socket(AF_INET, SOCK_STREAM | flags, 0);
    return *ret_fd < 0 ? -1 : 0;
}

static void make_slow(int *ret_fd)
{
    *ret_fd = socket(AF_INET, SOCK_STREAM, 0);
}

static void make_fast(int *ret_fd)
{
    *ret_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
}

static void on_tick(uv_timer_t *t)
{
    struct worker *w = t->data;
    struct sockaddr_in a = {0};
    char buf[8];
    int slow, fast, unknown;
    make_slow(&slow);
    make_fast(&fast);
    make(&unknown, t->type);
    connect(slow, (struct sockaddr *)&a, sizeof a); // error: 5 NS102 certainty: "always"
    connect(fast, (struct sockaddr *)&a, sizeof a); // ok: NS102
    recv(unknown, buf, 8, 0);                       // error: 5 NS102 certainty: "depends"
    read(w->ends[0], buf, 8);                       // error: 5 NS102 certainty: "always"
    accept(listener, NULL, NULL);                   // ok: NS102
    if (w->link >= 0)
        recv(w->link, buf, 8, 0); // error: 9 NS102 certainty: "depends"
}

int start(uv_timer_t *t, struct worker *w, int link)
{
    listener = socket(AF_INET, SOCK_STREAM, 0);
    fcntl(listener, F_SETFL, O_NONBLOCK);
    w->link = link;
    if (pipe(w->ends) < 0)
        return -1;
    t->data = w;
    return uv_timer_start(t, on_tick, 0, 0);
}
