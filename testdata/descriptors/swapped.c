/* Variables that are copied to each other in turn are no two names of one descriptor. */
#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

static int next_line(void);

static void swaps(int times)
{
    char text[80];
    int one, other = next_line(), kept = one;
    while (times-- > 0) {
        kept = one;
        one = kept;
    }
    fcntl(other, F_SETFL, O_NONBLOCK);
    if (read(other, text, sizeof text) < 0) // ok: NS102
        return;
    if (read(kept, text, sizeof text) < 0) // note: 9 NS102 depends
        return;
}

static void on_timer(uv_timer_t *t)
{
    swaps(t->data != NULL);
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
