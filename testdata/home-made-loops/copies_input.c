/* A client that copies between its standard streams and one connection: nobody else waits. */
#include <poll.h>
#include <sys/select.h>
#include <unistd.h>

static void show(const char *buf, ssize_t len)
{
    if (len > 0)
        write(STDOUT_FILENO, buf, (size_t)len);
    sleep(1);
}

int telnet(int sock)
{
    char buf[512];
    for (;;) {
        fd_set in;
        FD_ZERO(&in);
        FD_SET(STDIN_FILENO, &in);
        FD_SET(sock, &in);
        if (select(sock + 1, &in, NULL, NULL, NULL) < 0)
            return 1;
        if (FD_ISSET(sock, &in))
            show(buf, read(sock, buf, sizeof buf)); // ok: NS101
    }
}

int netcat(int sock)
{
    char buf[512];
    struct pollfd p[2];
    p[0].fd = 0;
    p[0].events = POLLIN;
    p[1].fd = sock;
    p[1].events = POLLIN;
    while (poll(p, 2, -1) > 0)
        if (p[1].revents)
            show(buf, read(sock, buf, sizeof buf)); // ok: NS101
    return 0;
}

/* The twin has a console beside several clients. */
int console(const int *clients, int len)
{
    char buf[512];
    for (;;) {
        fd_set in;
        FD_ZERO(&in);
        FD_SET(STDIN_FILENO, &in);
        for (int i = 0; i < len; i++)
            FD_SET(clients[i], &in);
        if (select(64, &in, NULL, NULL, NULL) < 0)
            return 1;
        show(buf, read(clients[0], buf, sizeof buf)); // warning: 9 NS101 "show"
    }
}
