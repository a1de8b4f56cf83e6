/* Servers that give each client a process or a thread, or serve one after the other, wait in accept. */
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void talk(int fd)
{
    char buf[64];
    if (read(fd, buf, sizeof buf) > 0)
        sleep(1);
    close(fd);
}

static void *talk_thread(void *arg)
{
    talk(*(int *)arg);
    return NULL;
}

void one_after_the_other(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0)
            talk(fd); // ok: NS101
    }
}

void a_process_each(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fork() == 0) {
            talk(fd); // ok: NS101
            exit(0);
        }
        close(fd);
        waitpid(-1, NULL, 0); // ok: NS104
    }
}

void a_thread_each(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        pthread_t t;
        pthread_create(&t, NULL, talk_thread, &fd); // warning: 9 NS306 "fd"
        sleep(1); // ok: NS101
    }
}

/* Several listeners. */
static void bury(void)
{
    waitpid(-1, NULL, 0);
}

struct client {
    int fd;
};

static void *serve_client(void *arg)
{
    talk(((struct client *)arg)->fd);
    return NULL;
}

void one_after_the_other_of_several(struct pollfd *listeners, nfds_t len)
{
    for (;;) {
        poll(listeners, len, -1);
        for (nfds_t i = 0; i < len; i++)
            if (listeners[i].revents) {
                int fd = accept(listeners[i].fd, NULL, NULL); // ok: NS102
                if (fd >= 0)
                    talk(fd); // ok: NS101
            }
    }
}

void a_process_each_of_several(struct pollfd *listeners, nfds_t len)
{
    for (;;) {
        bury(); // ok: NS104
        poll(listeners, len, -1);
        for (nfds_t i = 0; i < len; i++)
            if (listeners[i].revents) {
                int fd = accept(listeners[i].fd, NULL, NULL); // ok: NS102
                if (fork() == 0) {
                    talk(fd); // ok: NS101
                    exit(0);
                }
                close(fd);
            }
    }
}

void a_thread_each_of_several(struct pollfd *listeners, nfds_t len)
{
    for (;;) {
        poll(listeners, len, -1);
        for (nfds_t i = 0; i < len; i++)
            if (listeners[i].revents) {
                pthread_t t;
                int fd = accept(listeners[i].fd, NULL, NULL); // ok: NS102
                struct client *c = malloc(sizeof *c);
                c->fd = fd;
                pthread_create(&t, NULL, serve_client, c);
                sleep(1); // ok: NS101
            }
    }
}

/* Who keeps its clients waits for them, too. */
void all_at_once(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        poll(fds, len, -1);
        for (nfds_t i = 1; i < len; i++)
            if (fds[i].revents)
                sleep(1); // warning: 17 NS101 "sleep"
        if (fds[0].revents) {
            int fd = accept(fds[0].fd, NULL, NULL); // error: 22 NS102 "accept"
            fds[len++].fd = fd;
        }
        bury(); // error: 9 NS104 "bury"
    }
}
