/* A loop inside of the event loop repeats the wait until something came. Each round begins with nothing. */
#include <poll.h>
#include <unistd.h>

static void slow(void)
{
    sleep(1);
}

void begins_anew(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        int ready = 0;
        while (ready <= 0)
            ready = poll(fds, len, 1000); // ok: NS102
        slow();                           // warning: 9 NS101 "slow"
    }
}

/* The twin ends with what came: the loop around it waits for nothing more. */
void asks_once(struct pollfd *fds, nfds_t len)
{
    int ready = 0;
    while (len) {
        while (ready <= 0)
            ready = poll(fds, len, 1000);
        slow(); // ok: NS101
        len--;
    }
}
