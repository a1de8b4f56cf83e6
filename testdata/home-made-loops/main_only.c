/* The loop stands in main: only its turn is on the loop, not what main does before and after. */
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

static struct pollfd *fds;
static int fd_len;

static void load(void)
{
    sleep(1);
}

static void reload(void)
{
    sleep(1);
}

int main(void)
{
    load(); // ok: NS101
    for (;;) {
        if (poll(fds, (nfds_t)fd_len, 1000) < 0) // ok: NS102
            break;
        if (fds[0].revents)
            reload(); // warning: 13 NS101 "reload"
        usleep(1000);    // note: 9 NS101 "usleep"
    }
    load(); // ok: NS101
    return 0;
}
