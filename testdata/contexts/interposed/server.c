/* Two files define functions of the C library. One is linked for a function of its own, and then its rename is
 * what runs; the other is a library of its own, to be loaded before all others, that no program needs. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

void hooks_enable(void);

static void serve(struct pollfd *fds, nfds_t len)
{
    for (;;) {
        poll(fds, len, -1);
        unlink("ready");     // note: 9 NS106 "unlink"
        rename("new", "it"); // warning: 9 NS101 "rename" step: "sleep"
    }
}

int main(void)
{
    struct pollfd fds[16];
    hooks_enable();
    serve(fds, 16);
}
