/* Handlers as daemons write them: one for all signals, set in a loop, through a wrapper, which asks for the loop in a global. */
#include <event2/event.h>
#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <systemd/sd-event.h>
#include <unistd.h>
#include <uv.h>

struct daemon {
    uv_loop_t *loop;
    uv_signal_t sigs[2];
    uv_async_t reload;
    struct event_base *base;
    GMainLoop *main;
    sd_event *event;
    volatile sig_atomic_t quit;
};

static struct daemon daemon_;
typedef void (*handler_t)(int);

/* A wrapper as APUE has it. */
static handler_t set_handler(int signo, handler_t handler)
{
    struct sigaction act, old;
    memset(&act, 0, sizeof(act));
    act.sa_handler = handler;
    sigemptyset(&act.sa_mask);
    act.sa_flags = SA_RESTART;
    return sigaction(signo, &act, &old) < 0 ? SIG_ERR : old.sa_handler;
}

static void reload_config(struct daemon *d)
{
    uv_async_send(&d->reload); // ok: NS602
}

static void shut_down(struct daemon *d)
{
    for (int i = 0; i < 2; i++)
        if (!uv_is_closing((uv_handle_t *)&d->sigs[i]))
            uv_close((uv_handle_t *)&d->sigs[i], NULL); // warning: 13 NS602 "uv_close" step: "'on_signal' calls 'shut_down'"
    uv_stop(d->loop); // warning: 5 NS602 "uv_stop"
}

static void on_signal(int signo)
{
    switch (signo) {
    case SIGHUP:
        reload_config(&daemon_);
        break;
    case SIGINT:
    case SIGTERM:
        shut_down(&daemon_);
        break;
    default:
        daemon_.quit = 1;
    }
}

static void on_child(int signo)
{
    (void)signo;
    g_idle_add(NULL, &daemon_);                      // warning: 5 NS602 "g_idle_add"
    event_active((struct event *)daemon_.base, 0, 0); // warning: 5 NS602 "event_active"
}

static void on_pipe(int signo, siginfo_t *info, void *context)
{
    struct daemon *d = &daemon_;
    (void)signo;
    (void)info;
    (void)context;
    sd_event_exit(d->event, 0); // warning: 5 NS602 "sd_event_exit"
}

static void on_quit_well(int signo)
{
    int saved = 0;
    (void)signo;
    daemon_.quit = 1;
    if (write(saved, "q", 1) < 0) // ok: NS602
        _exit(1);
}

/* What a thread gets from sigwait is no handler. */
static void *signal_thread(void *arg)
{
    sigset_t *set = arg;
    int signo;
    while (sigwait(set, &signo) == 0)
        if (signo == SIGTERM)
            uv_async_send(&daemon_.reload); // ok: NS602
    return NULL;
}

/* The loop tells it. */
static int on_event_signal(sd_event_source *s, const struct signalfd_siginfo *si, void *userdata)
{
    struct daemon *d = userdata;
    (void)s;
    (void)si;
    return sd_event_exit(d->event, 0); // ok: NS602
}

int main(void)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
    struct sigaction act = {.sa_flags = SA_SIGINFO};
    static sigset_t set;
    pthread_t t;
    for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
        if (set_handler(signals[i], on_signal) == SIG_ERR)
            return 1;
    set_handler(SIGCHLD, on_child);
    set_handler(SIGQUIT, on_quit_well);
    act.sa_sigaction = on_pipe;
    sigaction(SIGPIPE, &act, NULL);
    pthread_create(&t, NULL, signal_thread, &set);
    sd_event_add_signal(daemon_.event, NULL, SIGUSR1, on_event_signal, &daemon_);
    return uv_run(daemon_.loop, UV_RUN_DEFAULT);
}
