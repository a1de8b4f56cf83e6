/* Programs that go to the background: the parent ends, and the child is the program, with its loop. The twins do
 * something beside the program in the child. */
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

static struct pollfd fds[10];
static volatile int stop;

static void work(void)
{
    sleep(1);
}

void ends_itself(nfds_t len)
{
    if (fork() > 0)
        _exit(0);
    setsid();
    while (!stop) {
        poll(fds, len, -1);
        work(); // warning: 9 NS101 "work"
    }
}

int by_switch(nfds_t len)
{
    switch (fork()) {
    case -1:
        return 1;
    case 0:
        break;
    default:
        exit(0);
    }
    while (!stop) {
        poll(fds, len, -1);
        work(); // warning: 9 NS101 "work"
    }
    return 0;
}

int main(int argc, char **argv)
{
    (void)argv;
    pid_t child = fork();
    if (child != 0)
        return 0;
    while (!stop) {
        poll(fds, (nfds_t)argc, -1);
        work(); // warning: 9 NS101 "work"
    }
    return 0;
}

void starts_others(nfds_t len)
{
    while (!stop) {
        poll(fds, len, -1);
        if (fork() == 0) {
            work(); // ok: NS101
            _exit(0);
        }
    }
}
