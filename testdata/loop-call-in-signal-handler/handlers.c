// args: --min-certainty depends
#include <ev.h>
#include <event2/event.h>
#include <event2/thread.h>
#include <glib.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static struct event_base *base;
static uv_async_t wake;
static GMainLoop *loop;
static int self_pipe[2];

static void on_term(int sig)
{
    (void)sig;
    event_base_loopbreak(base); // warning: 5 NS602 "event_base_loopbreak" related: "'on_term' is passed to 'signal' here"
    uv_async_send(&wake);       // ok: NS602
    g_main_loop_quit(loop);     // warning: 5 NS602 "g_main_loop_quit"
    if (write(self_pipe[1], "", 1) < 0) // ok: NS602
        _exit(1);
}

static void stop(void)
{
    uv_stop(uv_default_loop()); // warning: 5 NS602 "uv_stop" step: "'on_int' calls 'stop'"
}

static void on_int(int sig, siginfo_t *info, void *context)
{
    (void)sig;
    (void)info;
    (void)context;
    stop();
}

static void on_hup(int sig)
{
    (void)sig;
    ev_break(EV_DEFAULT, 0); // warning: 5 NS602 "ev_break"
}

/* One of several functions is called: one of them is meant. Behind two such calls most never run here. */
static void stop_uv(void)
{
    uv_stop(uv_default_loop()); // warning: 5 NS602 "uv_stop" certainty: "usually"
}

static void stop_ev(void)
{
    ev_break(EV_DEFAULT, 0); // warning: 5 NS602 "ev_break" certainty: "usually"
}

static void stop_glib(void)
{
    g_main_loop_quit(loop); // warning: 5 NS602 "g_main_loop_quit" certainty: "depends"
}

static void stop_event(void)
{
    event_base_loopbreak(base); // warning: 5 NS602 "event_base_loopbreak" certainty: "depends"
}

static void (*const inner[])(void) = {stop_glib, stop_event};

static void stop_inner(void)
{
    inner[base != NULL]();
}

static void (*const stops[])(void) = {stop_uv, stop_ev, stop_inner};

static void on_quit(int sig)
{
    stops[sig & 1]();
}

/* The loop's own watcher: no handler. */
static void on_signal(uv_signal_t *handle, int signum)
{
    (void)signum;
    uv_close((uv_handle_t *)handle, NULL); // ok: NS602
}

static void on_evsignal(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    event_base_loopbreak(arg); // ok: NS602
}

int main(void)
{
    uv_signal_t watcher;
    struct sigaction sa = {.sa_sigaction = on_int, .sa_flags = SA_SIGINFO}, hup = {0};
    evthread_use_pthreads();
    base = event_base_new();
    loop = g_main_loop_new(NULL, FALSE);
    signal(SIGTERM, on_term);
    sigaction(SIGINT, &sa, NULL);
    hup.sa_handler = on_hup;
    signal(SIGQUIT, on_quit);
    sigaction(SIGHUP, &hup, NULL);
    uv_signal_init(uv_default_loop(), &watcher);
    uv_signal_start(&watcher, on_signal, SIGUSR1);
    evsignal_new(base, SIGUSR2, on_evsignal, base);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
