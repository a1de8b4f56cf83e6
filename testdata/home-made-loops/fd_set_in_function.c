/* FD_SET in a function of the program's own, which checks the number first: one such call is one descriptor. */
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

static void add_checked(int fd, fd_set *set)
{
    if (fd < 0 || fd >= FD_SETSIZE)
        abort();
    FD_SET(fd, set);
}

static void add_both(int fd, int other, fd_set *set)
{
    FD_SET(fd, set);
    FD_SET(other, set);
}

static void work(void)
{
    sleep(1);
}

/* An answer, byte by byte. */
int read_line(int fd, char *line)
{
    int len = 0;
    for (;;) {
        fd_set reads;
        FD_ZERO(&reads);
        add_checked(fd, &reads);
        if (select(fd + 1, &reads, NULL, NULL, NULL) <= 0 || read(fd, line + len, 1) != 1)
            return -1;
        work(); // ok: NS101
        if (line[len++] == '\n')
            return len;
    }
}

void two(int fd, int other)
{
    for (;;) {
        fd_set reads;
        FD_ZERO(&reads);
        add_checked(fd, &reads);
        add_checked(other, &reads);
        select(FD_SETSIZE, &reads, NULL, NULL, NULL);
        work(); // warning: 9 NS101 "work"
    }
}

void two_at_once(int fd, int other)
{
    for (;;) {
        fd_set reads;
        FD_ZERO(&reads);
        add_both(fd, other, &reads);
        select(FD_SETSIZE, &reads, NULL, NULL, NULL);
        work(); // warning: 9 NS101 "work"
    }
}

void as_many_as_there_are(const int *fds, int len)
{
    for (;;) {
        fd_set reads;
        FD_ZERO(&reads);
        for (int i = 0; i < len; i++)
            add_checked(fds[i], &reads);
        select(FD_SETSIZE, &reads, NULL, NULL, NULL);
        work(); // warning: 9 NS101 "work"
    }
}
