/* The open ones of a set that only shrinks, until none is left; children that are started meanwhile
 * end, too. */
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct io {
    int fd;
    short type;
};

static int pump(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1);
    return fd > 9;
}

static int pump_round(struct io *ios, int n, struct pollfd *fds)
{
    nfds_t len = 0;
    for (int i = 0; i < n; i++) {
        if (ios[i].fd < 0)
            continue;
        fds[len].fd = ios[i].fd;
        fds[len++].events = ios[i].type;
    }
    if (!len)
        return 0;
    poll(fds, len, -1);
    for (int i = 0; i < n; i++)
        if (ios[i].fd >= 0 && pump(ios[i].fd)) // ok: NS101
            ios[i].fd = -1;
    return 1;
}

void pump_all(struct io *ios, int n, struct pollfd *fds)
{
    while (pump_round(ios, n, fds))
        continue;
}

struct job {
    int out;
};

static struct job jobs[8];
static int job_len;
static char **next_command;

static void start(void)
{
    int out[2];
    struct job *j = &jobs[job_len++];
    if (pipe(out))
        exit(1);
    if (fork() == 0) {
        execlp(*next_command, *next_command, NULL);
        _exit(1);
    }
    next_command++;
    j->out = out[0];
    close(out[1]);
}

static void finish(int i)
{
    wait(NULL);
    jobs[i] = jobs[--job_len];
}

void some_at_a_time(char **commands)
{
    next_command = commands;
    while (*next_command || job_len) {
        struct pollfd fds[8];
        while (*next_command && job_len < 8)
            start();
        for (int i = 0; i < job_len; i++)
            fds[i].fd = jobs[i].out;
        poll(fds, (nfds_t)job_len, -1);
        for (int i = job_len - 1; i >= 0; i--)
            if (fds[i].revents && pump(fds[i].fd)) // ok: NS101
                finish(i);                         // ok: NS104
    }
}

/* The twins: a descriptor comes in, alone or with its record; where none is left the wait is made
 * all the same. */
struct client {
    int sock;
};

static struct client clients[8];
static int client_len;

static void serve(struct client *c)
{
    if (pump(c->sock))
        clients[client_len++].sock = c->sock + 1;
}

void serve_all(void)
{
    while (client_len) {
        struct pollfd fds[8];
        for (int i = 0; i < client_len; i++)
            fds[i].fd = clients[i].sock;
        poll(fds, (nfds_t)client_len, -1);
        serve(&clients[0]); // warning: 9 NS101 "serve"
    }
}

struct peer {
    int sock;
};

static struct peer peers[8];
static int peer_len;

static void add(const struct peer *p)
{
    peers[peer_len++] = *p;
}

static void meet(struct peer *p)
{
    struct peer other = {.sock = p->sock + 1};
    if (pump(p->sock))
        add(&other);
}

void meet_all(void)
{
    while (peer_len) {
        struct pollfd fds[8];
        for (int i = 0; i < peer_len; i++)
            fds[i].fd = peers[i].sock;
        poll(fds, (nfds_t)peer_len, -1);
        meet(&peers[0]); // warning: 9 NS101 "meet"
    }
}

struct source {
    int fd;
};

void goes_on_without(struct source *sources, int n)
{
    for (;;) {
        struct pollfd fds[8];
        nfds_t len = 0;
        for (int i = 0; i < n; i++)
            if (sources[i].fd >= 0)
                fds[len++].fd = sources[i].fd;
        poll(fds, len, 1000);
        pump(fds[0].fd); // warning: 9 NS101 "pump"
    }
}
