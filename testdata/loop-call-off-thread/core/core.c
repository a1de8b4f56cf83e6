#include "core.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/epoll.h>

int core_thread(struct core *c, void *(*run)(void *))
{
    pthread_t t;
    pthread_attr_t attr;
    int rc;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    rc = pthread_create(&t, &attr, run, c);
    pthread_attr_destroy(&attr);
    return rc;
}

void core_on_signal(int signo, void (*fn)(int))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = fn;
    sigaction(signo, &sa, NULL);
}

void core_kick(struct core *c)
{
    ev_async_send(c->loop, &c->wake); // ok: NS601, NS602
}

void core_rearm(struct core *c, double after)
{
    ev_timer_stop(c->loop, &c->tick); // warning: 5 NS601 // warning: 5 NS602
    c->tick.repeat = after;
    ev_timer_again(c->loop, &c->tick); // warning: 5 NS601 // warning: 5 NS602
}

int core_nonblock(int fd, int on)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0)
        return -1;
    flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    return fcntl(fd, F_SETFL, flags);
}

int core_watch(struct core *c, int fd, unsigned events)
{
    struct epoll_event ev = {.events = events | EPOLLET, .data = {.fd = fd}};
    return epoll_ctl(c->epfd, EPOLL_CTL_ADD, fd, &ev); // ok: NS111
}
