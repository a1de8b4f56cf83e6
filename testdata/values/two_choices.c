/* Two variables that one condition decides hold two values where neither is known: one may be null, and the other not. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static int sizes[10], counts[10];

static void written_out(int c, int i, int j)
{
    int size = c ? sizes[i] : 0;
    int count = c ? counts[j] : 0;
    if (size && !count)
        usleep(20000);
}

static void stored(int c, int i, int j)
{
    int size = 0, count = 0;
    if (c) {
        size = sizes[i];
        count = counts[j];
    }
    if (size && !count)
        usleep(20000);
}

static void tested(int c, int i, int j)
{
    if ((c ? sizes[i] : 0) && !(c ? counts[j] : 0))
        usleep(20000);
}

static void on_timer(uv_timer_t *t)
{
    int c = rand(), i = rand() % 10, j = rand() % 10;
    written_out(c, i, j); // warning: 5 NS101
    stored(c, i, j);      // warning: 5 NS101
    tested(c, i, j);      // warning: 5 NS101
    written_out(0, i, j); // ok: NS101
    stored(0, i, j);      // ok: NS101
    tested(0, i, j);      // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
