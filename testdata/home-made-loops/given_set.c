/* A helper around poll waits for as many as it is given. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static int wait_array(struct pollfd fds[], unsigned len, int timeout)
{
    int n = poll(fds, len, timeout);
    for (unsigned i = 0; n > 0 && i < len; i++)
        if (fds[i].revents & POLLHUP)
            fds[i].revents |= POLLIN;
    return n;
}

static int wait_three(int in, int other, int out, int timeout)
{
    struct pollfd fds[3];
    unsigned len = 0;
    if (in != -1)
        fds[len++].fd = in;
    if (other != -1)
        fds[len++].fd = other;
    if (out != -1)
        fds[len++].fd = out;
    return wait_array(fds, len, timeout);
}

static int state;

static void step(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1);
    state++;
}

int log_in(int fd)
{
    while (state < 5) {
        int writes = state & 1;
        if (wait_three(writes ? -1 : fd, -1, writes ? fd : -1, 1000) < 0)
            return -1;
        step(fd); // ok: NS101
    }
    return 0;
}

int send_all(int fd)
{
    while (state < 9) {
        struct pollfd fds[1];
        fds[0].fd = fd;
        if (wait_array(fds, 1, -1) < 0)
            return -1;
        step(fd); // ok: NS101
    }
    return 0;
}

int talk(int fd, FILE *input)
{
    struct pollfd fds[2];
    fds[0].fd = fd;
    fds[1].fd = fileno(input);
    while (wait_array(fds, 2, -1) > 0)
        step(fd); // ok: NS101
    return 0;
}

int built_anew(int fd, int streams)
{
    for (;;) {
        struct pollfd fds[2];
        nfds_t len = 0;
        fds[len++].fd = fd;
        if (streams)
            fds[len++].fd = STDIN_FILENO;
        if (poll(fds, len, -1) < 0)
            return -1;
        step(fd); // ok: NS101
    }
}

/* The twins. */
void relay(int from, int to)
{
    while (wait_three(from, to, -1, -1) > 0)
        step(from); // warning: 9 NS101 "step"
}

void relay_by_array(int from, int to)
{
    struct pollfd fds[2];
    fds[0].fd = from;
    fds[1].fd = to;
    while (wait_array(fds, 2, -1) > 0)
        step(from); // warning: 9 NS101 "step"
}

static struct pollfd all[16];
static unsigned all_len;

void serve(void)
{
    for (;;) {
        wait_array(all, all_len, -1);
        step(all[0].fd); // warning: 9 NS101 "step"
    }
}

void grows(int fd)
{
    struct pollfd fds[16];
    nfds_t len = 0;
    for (;;) {
        fds[len++].fd = fd;
        if (poll(fds, len, -1) < 0)
            return;
        step(fd); // warning: 9 NS101 "step"
    }
}
