#include "lib.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libdill.h>
#include <systemd/sd-future.h>

static int quick(void)
{
    return 0;
}

static int slow(void)
{
    return system("true");
}

static int (*backend)(void) = quick;

int not_in_the_header(void)
{
    return (int)sleep(1);
}

int lib_fetch(const char *host)
{
    struct addrinfo *found;
    return getaddrinfo(host, "80", NULL, &found);
}

int lib_read(int fd, void *to, size_t len, int flags)
{
    return (int)recv(fd, to, len, flags);
}

int lib_wait(int fd, int timeout)
{
    struct pollfd p = {fd, POLLIN, 0};
    return poll(&p, 1, timeout);
}

int lib_maybe(int fast)
{
    if (!fast)
        usleep(1000);
    return 0;
}

int lib_save(const char *path, int sync)
{
    int fd = open(path, O_WRONLY);
    if (sync)
        return fsync(fd);
    return close(fd);
}

int lib_twice(int fd, int fast)
{
    return lib_wait(fd, 0) + lib_read(fd, NULL, 0, MSG_DONTWAIT) + lib_maybe(fast);
}

int lib_through(void)
{
    return backend();
}

int lib_quick(int x)
{
    return x + 1;
}

int lib_stat(const char *path)
{
    struct stat st;
    return stat(path, &st); /* nostall: allow NS106 the library's users accept it */
}

int lib_pause(void)
{
    return msleep(now() + 10);
}

void lib_register(int (*hook)(void))
{
    backend = hook ? hook : slow;
}

void lib_die(const char *why)
{
    fputs(why, stderr);
    abort();
}

int lib_nap(void)
{
    return sd_fiber_sleep(1000);
}
