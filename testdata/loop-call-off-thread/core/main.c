// args: --disable NS101,NS102,NS105
#include "core.h"
#include <signal.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct core core;

static void *sampler(void *arg)
{
    struct core *c = arg;
    while (!c->quit) {
        sleep(1);
        core_rearm(c, 2.0);
    }
    return NULL;
}

static void *sampler_well(void *arg)
{
    struct core *c = arg;
    while (!c->quit) {
        sleep(1);
        core_kick(c);
    }
    return NULL;
}

static void *closer(void *arg)
{
    struct core *c = arg;
    sleep(5);
    uv_close((uv_handle_t *)&c->timer, NULL); // warning: 5 NS601
    uv_stop(c->uv); // warning: 5 NS601
    return NULL;
}

static void on_term(int signo)
{
    (void)signo;
    core.quit = 1;
    core_kick(&core);
}

static void on_usr(int signo)
{
    if (signo == SIGUSR2)
        core_rearm(&core, 1.0);
    ev_break(core.loop, EVBREAK_ALL); // warning: 5 NS602
}

static void on_tick(struct ev_loop *loop, ev_timer *w, int revents)
{
    (void)w;
    (void)revents;
    ev_break(loop, EVBREAK_ONE); // ok: NS602, NS601
}

static int listen_on(int nonblock)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    if (core_nonblock(fd, nonblock) < 0 || listen(fd, 10) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int main(void)
{
    int plain = socket(AF_INET, SOCK_STREAM, 0), a = listen_on(1), b = listen_on(0);
    core.loop = EV_DEFAULT;
    core_watch(&core, plain, EPOLLIN); // warning: 5 NS111
    core_watch(&core, a, EPOLLIN); // ok: NS111
    core_watch(&core, b, EPOLLIN); // warning: 5 NS111
    core_thread(&core, sampler);
    core_thread(&core, sampler_well);
    core_thread(&core, closer);
    core_on_signal(SIGTERM, on_term);
    core_on_signal(SIGUSR1, on_usr);
    ev_timer_init(&core.tick, on_tick, 1., 0.);
    ev_timer_start(core.loop, &core.tick); // ok: NS601
    return ev_run(core.loop, 0);
}
