/* What plain open() gave is a file: O_NONBLOCK has no effect on one, and read and write are file access. */
#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

static int fd;

static void on_tick(uv_timer_t *t)
{
    char buf[8];
    (void)t;
    read(fd, buf, 8);                 // note: 5 NS106 "read" certainty: "usually"
    int local = open("x", O_RDONLY);  // note: 17 NS106 "open"
    read(local, buf, 8);              // note: 5 NS106
    close(local);                     // ok: NS106
}

void start(uv_timer_t *t)
{
    fd = open("state", O_RDWR); // ok: NS106
    uv_timer_start(t, on_tick, 0, 0);
}
