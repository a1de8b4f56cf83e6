/* What the project says of its loops. */
#include <poll.h>
#include <unistd.h>

extern int pending(void);

static void store(void)
{
    sleep(1);
}

void collect(struct pollfd *p, nfds_t len)
{
    while (poll(p, len, -1) > 0)
        store(); // ok: NS101
}

void serve(struct pollfd *p, nfds_t len)
{
    while (poll(p, len, -1) > 0)
        store(); // warning: 9 NS101 "store"
}

void drive(void)
{
    store(); // ok: NS101
    while (pending())
        store(); // warning: 9 NS101 "store"
    store();     // ok: NS101
}

void on_turn(void)
{
    store(); // warning: 5 NS101 "store"
}
