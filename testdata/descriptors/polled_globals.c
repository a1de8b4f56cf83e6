/* A loop of the program's own sees that a variable's descriptor is ready, and calls who reads it by that variable. */
#include <poll.h>
#include <sys/select.h>
#include <unistd.h>

static int wake[2], other[2], control, netlink, log_pipe;
typedef void (*task_fn)(void);
extern task_fn tasks[4];
char buf[64];

static void on_wake(void)
{
    read(wake[0], buf, sizeof buf); // ok: NS102
}

static void take_control(void)
{
    read(control, buf, sizeof buf);
}

static void on_control(void)
{
    take_control(); // ok: NS102
}

static void on_twice(void)
{
    read(netlink, buf, 16);
    read(netlink, buf, 16);
}

static void on_other(void)
{
    read(other[0], buf, sizeof buf);
}

static void on_log(void)
{
    read(log_pipe, buf, sizeof buf);
}

static void open_all(void)
{
    int a[2], b[2], c[2];
    if (pipe(wake) || pipe(other) || pipe(a) || pipe(b) || pipe(c))
        _exit(1);
    control = a[0];
    netlink = b[0];
    log_pipe = c[0];
}

static void loop_with_poll(void)
{
    struct pollfd fds[3] = {0};
    fds[0].fd = wake[0];
    fds[1].fd = control;
    fds[2].fd = netlink;
    for (;;) {
        fds[0].events = fds[1].events = fds[2].events = POLLIN;
        if (poll(fds, 3, -1) < 0)
            continue;
        if (fds[0].revents & POLLIN)
            on_wake();
        if (fds[1].revents & POLLIN)
            on_control();
        if (fds[2].revents & POLLIN)
            on_twice(); // error: 13 NS102 "on_twice"
        if (fds[0].revents & POLLIN)
            on_other(); // error: 13 NS102 "on_other"
        tasks[0]();
    }
}

static void loop_with_select(void)
{
    fd_set set;
    for (;;) {
        FD_ZERO(&set);
        FD_SET(log_pipe, &set);
        FD_SET(other[0], &set);
        if (select(64, &set, NULL, NULL, NULL) < 0)
            continue;
        if (FD_ISSET(log_pipe, &set))
            on_log(); // ok: NS102
        if (FD_ISSET(other[0], &set))
            on_log(); // error: 13 NS102 "on_log"
        tasks[1]();
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    open_all();
    if (argc > 1)
        loop_with_poll();
    loop_with_select();
    return 0;
}
