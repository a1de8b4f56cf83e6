/* A loop of the program's own looks at variables that its handlers of signals set, and at what it
 * reads of a signalfd. What it does there is a command's where nothing but SIGHUP and its like set the
 * variable. */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static volatile sig_atomic_t got_hup, got_term, got_dump, got_any, got_wrapped, asked, started = 1;
static struct {
    bool rotate, check;
} todo;
static int again;

static void on_hup(int sig)
{
    (void)sig;
    got_hup = 1;
    todo.rotate = true;
    todo.check = true;
    started = 1;
    asked = 1;
}

static void on_signal(int sig)
{
    switch (sig) {
    case SIGTERM:
        got_term = 1;
        break;
    case SIGUSR1:
        got_dump++;
        break;
    }
    got_any = 1;
}

static void on_wrapped(int sig)
{
    got_wrapped = sig;
}

static void install(int sig, void (*handler)(int))
{
    struct sigaction act;
    memset(&act, 0, sizeof act);
    act.sa_handler = handler;
    sigaction(sig, &act, NULL);
}

static void install_all(void)
{
    struct sigaction sa = {0};
    sa.sa_handler = on_hup;
    sigaction(SIGHUP, &sa, NULL);
    sa.sa_handler = on_signal;
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGUSR1, &sa, NULL);
    sa.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &sa, NULL);
    install(SIGHUP, on_wrapped);
}

static void reload(void)
{
    system("reload");
    again = 1;
}

static void rotate(void)
{
    if (!todo.rotate)
        return;
    todo.rotate = false;
    system("rotate");
}

static void read_signals(int fd)
{
    struct signalfd_siginfo si;
    if (read(fd, &si, sizeof si) != sizeof si)
        return;
    if (si.ssi_signo == SIGHUP)
        system("from signalfd");
    if (si.ssi_signo == SIGCHLD)
        system("bury");
}

static void read_commands(int fd)
{
    struct signalfd_siginfo si;
    if (read(fd, &si, sizeof si) == sizeof si && si.ssi_signo == SIGUSR2)
        system("from signalfd");
}

int run(int listener, int signals)
{
    struct pollfd fds[2] = {{.fd = listener, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    install_all();
    for (;;) {
        if (got_hup) {
            got_hup = 0;
            reload(); // warning: 13 NS104 "system" related: "only on reload: from the SIGHUP handler at home_made.c:18"
        }
        rotate(); // warning: 9 NS104 "system" related: "only on reload"
        if (got_term == 1)
            system("end"); // error: 13 NS104 "system"
        if (got_dump != 0)
            system("dump"); // warning: 13 NS104 "system" related: "only on SIGUSR1"
        if (got_any)
            system("any"); // error: 13 NS104 "system"
        if (got_wrapped)
            system("wrapped"); // warning: 13 NS104 "system" related: "only on reload"
        if (!got_wrapped)
            system("mostly"); // error: 13 NS104 "system"
        if (started) /* set from the beginning */
            system("begin"); // error: 13 NS104 "system"
        if (asked) /* here too */
            system("asked"); // error: 13 NS104 "system"
        if (todo.check)
            system("check"); // error: 13 NS104 "system"
        if (again) { /* what only a command sets is one itself */
            again = 0;
            system("once more"); // warning: 13 NS104 "system" related: "only on reload"
        }
        int kept = got_dump;
        got_dump = 0;
        if (kept)
            system("copied"); // warning: 13 NS104 "system" related: "only on SIGUSR1"
        if (poll(fds, 2, -1) > 0) {
            asked = fds[0].revents;
            if (fds[1].revents) {
                read_signals(fds[1].fd);  // error: 17 NS104 "read_signals" step: "'read_signals' calls 'system'" related: "also 'system' at line 87"
                read_commands(fds[1].fd); // warning: 17 NS104 "read_commands" related: "only on SIGUSR2: from the SIGUSR2 handler at home_made.c:95"
                todo.check = true;
            }
        }
    }
}
