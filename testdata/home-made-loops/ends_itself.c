/* Loops that are over when the children are over that were started before. Who takes connections,
 * counts its rounds, or counts up again, goes on serving. */
#include <poll.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct pollfd fds[16];
static nfds_t len;
static int live;

static int done(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1);
    return fd > 9;
}

void gathers(const int *out, int n)
{
    int left = n;
    for (int i = 0; i < n; i++)
        fds[i].fd = out[i];
    while (left > 0) {
        if (poll(fds, (nfds_t)n, -1) < 0)
            continue;
        for (int i = 0; i < n; i++)
            if (fds[i].revents && done(out[i])) { // ok: NS101
                fds[i].fd = -1;
                left--;
            }
    }
}

void gathers_by_select(const int *out, int n)
{
    int left = 0;
    for (int i = 0; i < n; i++)
        left++;
    while (left) {
        fd_set in;
        FD_ZERO(&in);
        for (int i = 0; i < n; i++)
            FD_SET(out[i], &in);
        select(64, &in, NULL, NULL, NULL);
        for (int i = 0; i < n; i++)
            if (FD_ISSET(out[i], &in) && done(out[i])) // ok: NS101
                left--;
    }
}

/* The counter of all that run, which functions change. */
static void begin(int fd)
{
    fds[len++].fd = fd;
    live++;
}

static void end(nfds_t i)
{
    fds[i].fd = -1;
    live--;
}

static void take(nfds_t i)
{
    if (done(fds[i].fd))
        end(i);
}

void gathers_all(const int *out, int n)
{
    for (int i = 0; i < n; i++)
        begin(out[i]);
    while (live > 0) {
        poll(fds, len, -1);
        for (nfds_t i = 0; i < len; i++)
            take(i); // ok: NS101
    }
}

/* The twins. */
void serves_some(int n)
{
    int left = 100;
    while (left > 0) {
        poll(fds, (nfds_t)n, -1);
        if (fds[0].revents)
            fds[n++].fd = accept(fds[0].fd, NULL, NULL); // ok: NS102
        for (int i = 1; i < n; i++)
            if (done(fds[i].fd)) // warning: 17 NS101 "done"
                left--;
    }
}

void counts_rounds(int rounds)
{
    while (rounds > 0) {
        poll(fds, len, 100);
        done(fds[0].fd); // warning: 9 NS101 "done"
        rounds--;
    }
}

void counts_up_too(void)
{
    int open = 1;
    while (open) {
        poll(fds, len, -1);
        if (done(fds[0].fd)) // warning: 13 NS101 "done"
            open++;
        if (done(fds[1].fd)) // warning: 13 NS101 "done"
            open--;
    }
}

static int clients;

static void come(int fd)
{
    fds[len++].fd = fd;
    clients++;
}

static void go(nfds_t i)
{
    if (done(fds[i].fd))
        clients--;
    else
        come(fds[i].fd + 1);
}

void serves_all(int first)
{
    come(first);
    while (clients) {
        poll(fds, len, -1);
        for (nfds_t i = 0; i < len; i++)
            go(i); // warning: 13 NS101 "go"
    }
}

/* Nothing ever counted this one up: how it is told to stop. */
static int running = 1;

static void quit(void)
{
    running--;
}

void serves_until_told(void)
{
    while (running > 0) {
        poll(fds, len, -1);
        if (done(fds[0].fd)) // warning: 13 NS101 "done"
            quit();
    }
}
