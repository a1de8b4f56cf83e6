/* Waiting for one descriptor, or for one of two that are one connection's, is no event loop. */
#include <poll.h>
#include <sys/select.h>
#include <unistd.h>

static void parse(char *buf, ssize_t len)
{
    (void)buf;
    (void)len;
    sleep(1);
}

void one_entry(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    char buf[64];
    while (poll(&p, 1, -1) > 0)
        parse(buf, read(fd, buf, sizeof buf)); // ok: NS101
}

void one_set(int fd)
{
    char buf[64];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(fd, &set);
        if (select(fd + 1, &set, NULL, NULL, NULL) < 0)
            return;
        parse(buf, read(fd, buf, sizeof buf)); // ok: NS101
    }
}

void two_sets_of_one(int fd)
{
    char buf[64];
    for (;;) {
        fd_set in, out;
        FD_ZERO(&in);
        FD_ZERO(&out);
        FD_SET(fd, &in);
        FD_SET(fd, &out);
        if (select(fd + 1, &in, &out, NULL, NULL) < 0)
            return;
        parse(buf, read(fd, buf, sizeof buf)); // ok: NS101
    }
}

void array_of_one(int fd)
{
    struct pollfd p[1];
    char buf[64];
    p[0].fd = fd;
    p[0].events = POLLIN;
    while (poll(p, sizeof p / sizeof p[0], -1) > 0)
        parse(buf, read(fd, buf, sizeof buf)); // ok: NS101
}

/* The twins wait for more. */
void several(const int *fd, int len)
{
    char buf[64];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        for (int i = 0; i < len; i++)
            FD_SET(fd[i], &set);
        if (select(len, &set, NULL, NULL, NULL) < 0)
            return;
        parse(buf, read(fd[0], buf, sizeof buf)); // warning: 9 NS101 "parse"
    }
}

void listener_and_signals(int listener, int signals)
{
    struct pollfd p[2] = {{.fd = listener, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    char buf[64];
    while (poll(p, 2, -1) > 0)
        parse(buf, read(signals, buf, sizeof buf)); // warning: 9 NS101 "parse"
}
