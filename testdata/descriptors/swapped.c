/* Variables that are copied to each other are no two names of one descriptor: following their names came to no end, where
 * the number of paths is odd. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static int open_line(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static void swaps(int times)
{
    char text[80];
    int one, other, line = open_line();
    while (times-- > 0) {
        other = one;
        one = other;
    }
    fcntl(one, F_SETFL, O_NONBLOCK);
    if (read(one, text, sizeof text) < 0) // ok: NS102
        return;
    if (read(line, text, sizeof text) < 0)
        return;
}

static void swaps_more(int times)
{
    char text[80];
    int one, other, more = times, line = open_line();
    while (more-- > 0) {
        other = one;
        one = other;
    }
    fcntl(one, F_SETFL, O_NONBLOCK);
    if (read(one, text, sizeof text) < 0) // ok: NS102
        return;
    if (read(line, text, sizeof text) < 0)
        return;
}

static void on_timer(uv_timer_t *t)
{
    swaps(t->data != NULL);      // error: 5 NS102
    swaps_more(t->data != NULL); // error: 5 NS102
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
