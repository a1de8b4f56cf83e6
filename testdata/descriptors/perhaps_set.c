/* A helper that may have made a descriptor non-blocking; a variable that is no descriptor at first. */
#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

static int output = -1;

static int make_pipe(int ends[2], int flags)
{
    if (pipe(ends) != 0)
        return -1;
    return flags ? fcntl(ends[0], F_SETFL, flags) : 0;
}

static void on_tick(uv_timer_t *t)
{
    int ends[2], plain[2];
    char c;
    (void)t;
    make_pipe(ends, O_NONBLOCK);
    read(ends[0], &c, 1); // ok: NS102
    if (pipe(plain) == 0)
        read(plain[0], &c, 1); // error: 9 NS102
    write(output, "x", 1);     // note: 5 NS106
}

int start(uv_timer_t *t)
{
    int fd = -1, tries = 3;
    while (tries--) {
        fd = open("log", O_WRONLY | O_CREAT, 0644);
        if (fd != -1)
            break;
    }
    if (fd == -1)
        return -1;
    output = fd;
    return uv_timer_start(t, on_tick, 0, 0);
}
