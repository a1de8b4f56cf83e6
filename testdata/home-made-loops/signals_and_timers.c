/* Flags that signal handlers set, timers and idle work, all done between two waits. */
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

struct timer {
    struct timer *next;
    long due;
    void (*fire)(void *data);
    void *data;
};

static volatile sig_atomic_t got_hup, got_term;
static struct timer *timers;
static fd_set watched;

static void on_hup(int sig)
{
    got_hup = sig;
}

static void on_term(int sig)
{
    got_term = sig;
}

static void reopen_logs(void)
{
    system("mv log log.0");
}

static void save_state(void)
{
    system("cp state state.0");
}

static void on_timer(void *data)
{
    system("sync"); // error: 5 NS104 "system"
    (void)data;
}

static void at_end(void *data)
{
    system("sync"); // ok: NS104
    (void)data;
}

static void run_timers(long now)
{
    for (struct timer *t = timers; t && t->due <= now; t = t->next)
        t->fire(t->data);
}

static void add_timer(struct timer *t, void (*fire)(void *), long due)
{
    t->fire = fire;
    t->due = due;
    t->next = timers;
    timers = t;
}

int main(void)
{
    struct timer t;
    signal(SIGHUP, on_hup);
    signal(SIGTERM, on_term);
    save_state(); // ok: NS104
    add_timer(&t, on_timer, 10);
    for (;;) {
        fd_set in = watched;
        struct timeval tv = {1, 0};
        int n = select(FD_SETSIZE, &in, NULL, NULL, &tv); // ok: NS102
        if (got_term) {
            save_state(); // ok: NS104
            break;
        }
        if (got_hup) {
            got_hup = 0;
            reopen_logs(); // warning: 13 NS104 "reopen_logs" related: "only on reload: from the SIGHUP handler"
        }
        run_timers(n);
    }
    at_end(NULL); // ok: NS104
    return 0;
}
