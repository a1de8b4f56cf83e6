/* However many stores of a flag reach its use, the caller's constant decides. */
#include <unistd.h>
#include <uv.h>

static void wait_as(int mode)
{
    int wait = 0;
    if (mode == 1)
        wait = 0;
    if (mode == 2)
        wait = 0;
    if (mode == 3)
        wait = 0;
    if (mode == 4)
        wait = 0;
    if (mode == 5)
        wait = 0;
    if (mode == 6)
        wait = 0;
    if (mode == 7)
        wait = 0;
    if (mode == 8)
        wait = 0;
    if (mode == 9)
        wait = 0;
    if (mode == 10)
        wait = 0;
    if (mode == 11)
        wait = 1;
    if (wait)
        usleep(1);
}

static void on_tick(uv_timer_t *t)
{
    wait_as(5);         // ok: NS101
    wait_as(11);        // note: 5 NS101
    wait_as(12);        // ok: NS101
    wait_as(t != NULL); // note: 5 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
