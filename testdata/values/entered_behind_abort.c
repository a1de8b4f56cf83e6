/* A loop into whose middle only code behind a call leads that never returns has one beginning: what its first round tests is
 * what was handed over. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static int asked(void);

static void until_three(int n)
{
    if (n < 0) {
        abort();
        goto in;
    }
    while (n != 3) {
        usleep(20000);
        n++;
        if (asked())
            continue;
    in:
        n += asked();
    }
}

static void until_four(int n)
{
    if (n < 0) {
        asked();
        goto in;
    }
    while (n != 4) {
        usleep(20000);
        n++;
        if (asked())
            continue;
    in:
        n += asked();
    }
}

static void on_timer(uv_timer_t *t)
{
    until_three(2);  // warning: 5 NS101
    until_three(3);  // ok: NS101
    until_four(-1);  // warning: 5 NS101
    until_four(4);   // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
