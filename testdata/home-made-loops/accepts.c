/* Servers that give each client a process or a thread, or serve one after the other, wait in accept. */
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
