/* Rounds without a loop statement: functions whose last call begins the next one. What is still to be done after such
 * a call makes it a recursion, which comes back. */
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

static struct pollfd fds[16];

static void work(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1);
}

int round_by_round(nfds_t len)
{
    if (poll(fds, len, -1) < 0)
        return -1;
    work(fds[0].fd); // warning: 5 NS101 "work" related: "'round_by_round' is an event loop: it waits in poll"
    return round_by_round(len);
}

/* By turns, one of them through a pointer. */
struct server {
    int ep, len;
    struct epoll_event events[4];
    int (*next)(struct server *s);
};

static int dispatch(struct server *s);

static int wait_for_more(struct server *s)
{
    s->len = epoll_wait(s->ep, s->events, 4, -1);
    return s->len < 0 ? -1 : dispatch(s);
}

static int dispatch(struct server *s)
{
    for (int i = 0; i < s->len; i++)
        work(s->events[i].data.fd); // warning: 9 NS101 "work"
    return s->next(s);
}

int serve(struct server *s)
{
    work(0); // ok: NS101
    s->next = wait_for_more;
    return s->next(s);
}

/* The twins: each level still has something to do, or there is one wait for one descriptor. */
int level_by_level(nfds_t len)
{
    int n = poll(fds, len, -1);
    if (n <= 0)
        return 0;
    work(fds[n].fd); // ok: NS101
    int below = level_by_level(len - 1);
    work(fds[below].fd); // ok: NS101
    return n + below;
}

int asks_again(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, -1) < 0)
        return -1;
    work(fd); // ok: NS101
    return asks_again(fd);
}
