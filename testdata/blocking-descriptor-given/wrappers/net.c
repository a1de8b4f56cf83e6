#include "net.h"

#include <fcntl.h>
#include <sys/socket.h>

int net_open(int nonblocking)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (nonblocking)
        fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}
