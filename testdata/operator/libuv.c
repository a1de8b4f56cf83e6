/* What only SIGHUP, SIGUSR1 or SIGUSR2 lead to stalls the loop when a person asked for it: one class
 * lower. What a timer does too, and what SIGTERM and SIGCHLD lead to, keeps its class. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static void both_ways(void)
{
    usleep(100000);
}

static void read_settings(void)
{
    usleep(100000);
}

static void on_hup(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("reload-helper"); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler at libuv.c:18"
    usleep(100000);          // note: 5 NS101 "usleep" related: "only on reload"
    usleep(100);             // note: 5 NS101 "usleep" related: "only on reload"
    read_settings();         // note: 5 NS101 "usleep" related: "only on reload"
    both_ways();             // note: 5 NS101 "usleep" related: "only on reload"
}

static void on_usr1(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("dump-state"); // warning: 5 NS104 "system" related: "only on SIGUSR1: from the SIGUSR1 handler at libuv.c:28"
}

static void on_term(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("clean-up"); // error: 5 NS104 "system"
}

static void on_child(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("bury"); // error: 5 NS104 "system"
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    system("rotate"); // error: 5 NS104 "system"
    both_ways();      // warning: 5 NS101 "usleep"
}

/* Registered for a timer too. */
static void on_hup_or_timer(uv_handle_t *h)
{
    (void)h;
    system("check"); // error: 5 NS104 "system"
}

/* One handler for several. */
static void on_signal(uv_signal_t *s, int signum)
{
    (void)s;
    if (signum == SIGHUP)
        system("reload-one"); // warning: 9 NS104 "system" related: "only on reload"
    else
        system("end-one"); // error: 9 NS104 "system"
    if (signum == SIGHUP || signum == SIGTERM)
        system("either"); // error: 9 NS104 "system"
    if (signum == SIGHUP || signum == SIGUSR2)
        system("both"); // warning: 9 NS104 "system"
    switch (signum) {
    case SIGUSR2:
        system("two"); // warning: 9 NS104 "system" related: "only on SIGUSR2"
        break;
    case SIGHUP:
        system("falls"); // warning: 9 NS104 "system" related: "only on reload"
        /* fall through */
    case SIGINT:
        system("through"); // error: 9 NS104 "system"
        break;
    default:
        system("other"); // error: 9 NS104 "system"
    }
    if (signum != SIGHUP)
        return;
    system("rest"); // warning: 5 NS104 "system"
}

/* The number alone is no signal's name. */
static void on_state(uv_timer_t *t)
{
    int state = *(int *)t->data;
    if (state == 1)
        system("first"); // error: 9 NS104 "system"
    switch (state) {
    case 1:
        system("first"); // error: 9 NS104 "system"
    }
}

/* A wrapper of the program's own. */
static void watch(uv_loop_t *loop, int signum, uv_signal_cb cb)
{
    uv_signal_t *s = malloc(sizeof *s);
    uv_signal_init(loop, s);
    uv_signal_start(s, cb, signum);
}

static void watch_later(uv_loop_t *loop, uv_signal_cb cb, int signum)
{
    watch(loop, signum, cb);
}

static void on_wrapped_hup(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("wrapped"); // warning: 5 NS104 "system" related: "only on reload"
}

static void on_wrapped_usr2(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("wrapped"); // warning: 5 NS104 "system" related: "only on SIGUSR2"
}

static void on_wrapped_term(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("wrapped"); // error: 5 NS104 "system"
}

static void on_wrapped_any(uv_signal_t *s, int signum)
{
    (void)s, (void)signum;
    system("wrapped"); // error: 5 NS104 "system"
}

int main(int argc, char **argv)
{
    static uv_signal_t signals[6];
    static uv_timer_t timers[3];
    uv_loop_t *loop = uv_default_loop();
    int hup = SIGHUP, unknown = argc > 1 ? atoi(argv[1]) : SIGHUP;
    read_settings();
    uv_signal_start(&signals[0], on_hup, SIGHUP);
    uv_signal_start(&signals[1], on_usr1, SIGUSR1);
    uv_signal_start(&signals[2], on_term, SIGTERM);
    uv_signal_start_oneshot(&signals[3], on_child, SIGCHLD);
    uv_signal_start(&signals[4], (uv_signal_cb)on_hup_or_timer, hup);
    uv_signal_start(&signals[5], on_signal, SIGHUP);
    uv_signal_start(&signals[5], on_signal, SIGTERM);
    uv_timer_start(&timers[0], on_timer, 1000, 1000);
    uv_timer_start(&timers[1], (uv_timer_cb)on_hup_or_timer, 1000, 1000);
    uv_timer_start(&timers[2], on_state, 1000, 1000);
    watch(loop, SIGHUP, on_wrapped_hup);
    watch_later(loop, on_wrapped_usr2, SIGUSR2);
    watch(loop, SIGTERM, on_wrapped_term);
    watch_later(loop, on_wrapped_any, unknown);
    return uv_run(loop, UV_RUN_DEFAULT);
}
