/* A helper that waits for the listeners and returns the next client: the loop around it is one of accepting, as if
 * the wait stood in it. */
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int next_ready(struct pollfd *fds, nfds_t len)
{
    poll(fds, len, -1);
    for (nfds_t i = 0; i < len; i++)
        if (fds[i].revents)
            return fds[i].fd;
    return -1;
}

static int accept_any(struct pollfd *fds, nfds_t len)
{
    int fd = next_ready(fds, len);
    if (fd < 0)
        return -1;
    return accept(fd, NULL, NULL); // ok: NS102
}

static int accept_checked(struct pollfd *fds, nfds_t len)
{
    int client = accept_any(fds, len);
    return client > 1000 ? -1 : client;
}

struct client {
    int fd;
    struct client *next;
};

static void talk(int fd)
{
    char buf[64];
    if (read(fd, buf, sizeof buf) > 0)
        sleep(1);
}

void a_process_each(struct pollfd *listeners, nfds_t len)
{
    for (;;) {
        int fd = accept_any(listeners, len);
        pid_t child = fork();
        if (child < 0)
            sleep(10); // ok: NS101
        if (child == 0) {
            talk(fd); // ok: NS101
            exit(0);
        }
        close(fd);
    }
}

void one_after_the_other(struct pollfd *listeners, nfds_t len)
{
    for (;;) {
        int fd = accept_checked(listeners, len);
        talk(fd); // ok: NS101
    }
}

/* Who keeps its clients waits for them. */
static struct client *clients;

static void keep(int fd)
{
    struct client *c = malloc(sizeof *c);
    c->fd = fd;
    c->next = clients;
    clients = c;
}

static int accept_any_of_all(struct pollfd *fds, nfds_t len)
{
    int fd = next_ready(fds, len);
    return accept(fd, NULL, NULL);
}

static void bury(void)
{
    waitpid(-1, NULL, 0);
}

void all_at_once(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        int fd = accept_any_of_all(fds, len);
        keep(fd);
        bury(); // error: 9 NS104 "bury"
    }
}

/* What is accepted beside the helper may be one of several things that it waits for. */
void a_process_for_some(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        int fd = next_ready(fds, len);
        if (fd == fds[0].fd) {
            int client = accept(fd, NULL, NULL);
            if (fork() == 0) {
                talk(client); // ok: NS101
                exit(0);
            }
            close(client);
        }
        bury(); // error: 9 NS104 "bury"
    }
}
