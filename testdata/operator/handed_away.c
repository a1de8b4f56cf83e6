/* What a command's code hands away is done for the command, and so is what a function of the program gets together with the
 * signal's name that it installs a handler for. Not what is handed away at the start as well, or goes on by itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

typedef void (*task_fn)(void);
struct task {
    task_fn func;
};
static struct task tasks[16];
static int task_len;
static void (*by_signal[64])(int);
static int wake[2], other[2];
static pid_t child;

static void add_task(task_fn func)
{
    tasks[task_len++].func = func;
}

static void on_any(int sig)
{
    unsigned char byte = (unsigned char)sig;
    if (write(wake[1], &byte, 1) < 0)
        return;
}

static void signal_set(int sig, void (*func)(int))
{
    struct sigaction act;
    memset(&act, 0, sizeof act);
    act.sa_handler = on_any;
    by_signal[sig] = func;
    sigaction(sig, &act, NULL);
}

/* Sends it to somebody else, and is called when that has gone on. */
static void signal_child(int sig, void (*func)(int))
{
    by_signal[0] = func;
    kill(child, sig);
}

static void reload_task(void)
{
    system("reload"); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler"
}

static void shared_task(void)
{
    system("shared"); // error: 5 NS104 "system"
}

static void again_task(void)
{
    system("again"); // error: 5 NS104 "system"
    add_task(again_task);
}

static void twice_task(void)
{
    system("twice"); // error: 5 NS104 "system"
}

static void dump_task(void)
{
    system("dump"); // warning: 5 NS104 "system" related: "only on SIGUSR1"
}

static void on_hup(int sig)
{
    (void)sig;
    system("at once"); // warning: 5 NS104 "system" related: "only on reload"
    add_task(reload_task);
    add_task(shared_task);
    add_task(again_task);
    add_task(twice_task);
}

static void on_usr1(int sig)
{
    (void)sig;
    add_task(dump_task);
}

static void on_chld(int sig)
{
    (void)sig;
    system("child"); // error: 5 NS104 "system"
    add_task(twice_task);
}

static void on_told(int sig)
{
    (void)sig;
    system("told"); // error: 5 NS104 "system"
}

static void run_tasks(void)
{
    for (int i = 0; i < task_len; i++)
        tasks[i].func();
}

static void run_signal(void)
{
    unsigned char byte;
    if (read(wake[0], &byte, 1) == 1 && by_signal[byte])
        by_signal[byte](byte);
}

int main(void)
{
    struct pollfd fds[2];
    if (pipe2(wake, O_NONBLOCK) || pipe2(other, O_NONBLOCK))
        return 1;
    signal_set(SIGHUP, on_hup);
    signal_set(SIGUSR1, on_usr1);
    signal_set(SIGCHLD, on_chld);
    signal_child(SIGHUP, on_told);
    add_task(shared_task);
    for (;;) {
        fds[0] = (struct pollfd){wake[0], POLLIN, 0};
        fds[1] = (struct pollfd){other[0], POLLIN, 0};
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents)
            run_signal();
        run_tasks();
    }
}
