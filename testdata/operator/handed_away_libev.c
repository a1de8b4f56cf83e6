/* The same with libev's watchers: what is started behind SIGHUP alone is done for the reload. */
#include <ev.h>
#include <signal.h>
#include <stdlib.h>

static ev_timer reload, tick;

static void on_reload(EV_P_ ev_timer *w, int revents)
{
    (void)loop;
    (void)w;
    (void)revents;
    system("reload"); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler"
}

static void on_tick(EV_P_ ev_timer *w, int revents)
{
    (void)loop;
    (void)w;
    (void)revents;
    system("tick"); // error: 5 NS104 "system"
}

static void start_tick(struct ev_loop *loop)
{
    ev_timer_init(&tick, on_tick, 1., 0.);
    ev_timer_start(loop, &tick);
}

static void on_hup(EV_P_ ev_signal *w, int revents)
{
    (void)w;
    (void)revents;
    ev_timer_init(&reload, on_reload, 0.1, 0.);
    ev_timer_start(loop, &reload);
    start_tick(loop);
}

int main(void)
{
    struct ev_loop *loop = ev_default_loop(0);
    ev_signal hup;
    ev_signal_init(&hup, on_hup, SIGHUP);
    ev_signal_start(loop, &hup);
    start_tick(loop);
    return ev_run(loop, 0);
}
