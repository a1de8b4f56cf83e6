#include "net.h"

#include <sys/socket.h>

int main(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    conn_adopt(0, fd);          // warning: 5 NS111 "conn_adopt"
    conn_adopt(0, net_open(1)); // ok: NS111
    return 0;
}
