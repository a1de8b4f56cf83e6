/* libev's macros store callback and signal in the watcher. */
#include <ev.h>
#include <signal.h>
#include <stdlib.h>

static void on_hup(EV_P_ ev_signal *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    system("reload"); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler at libev.c:6"
}

static void on_term(EV_P_ ev_signal *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    system("end"); // error: 5 NS104 "system"
}

/* Which of the two it is registered for first is not told apart. */
static void on_either(EV_P_ ev_signal *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    system("either"); // error: 5 NS104 "system"
}

/* Nor what the signal is in an initialiser of file scope. */
static void on_initialised(EV_P_ ev_signal *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    system("initialised"); // error: 5 NS104 "system"
}

static ev_signal initialised = {.cb = on_initialised, .signum = SIGHUP};

int main(void)
{
    static ev_signal hup, term, either;
    struct ev_loop *loop = EV_DEFAULT;
    ev_signal_init(&hup, on_hup, SIGHUP);
    ev_signal_init(&term, on_term, SIGTERM);
    ev_signal_init(&either, on_either, SIGHUP);
    ev_signal_start(loop, &either);
    ev_signal_init(&either, on_either, SIGTERM);
    ev_signal_start(loop, &hup);
    ev_signal_start(loop, &initialised);
    ev_signal_start(loop, &term);
    ev_signal_start(loop, &either);
    return ev_run(loop, 0);
}
