/* An endless loop that does nothing ends a path as a call that never returns does; one that calls
 * or stores does not, nor one with an end. */
#include <unistd.h>
#include <uv.h>

int poll_once(void);

static void crash_for(void)
{
    *(volatile char *)1 = 0;
    for (;;)
        ;
}

static void crash_while(void)
{
    while (1) {
    }
}

static void crash_do(void)
{
    do {
    } while (1);
}

static void halt(void)
{
    for (;;)
        __asm__ volatile("");
}

static void spin_once(void)
{
    do {
    } while (0);
}

static void wait_for(volatile int *flag)
{
    while (*flag)
        ;
}

static void serve(void)
{
    while (1)
        if (poll_once())
            return;
}

static void on_bad_state(uv_timer_t *t)
{
    if (!t->data) {
        sleep(1); // ok: NS101
        crash_for();
    }
    if (t->data == t) {
        sleep(1); // ok: NS101
        crash_while();
    }
    if (t->data == t->loop) {
        sleep(1); // ok: NS101
        crash_do();
    }
    if (t->data == &t->loop) {
        sleep(1); // ok: NS101
        halt();
    }
}

static void on_tick(uv_timer_t *t)
{
    if (!t->data) {
        sleep(1); // warning: 9 NS101 "sleep"
        spin_once();
    }
    if (t->data == t) {
        sleep(1); // warning: 9 NS101 "sleep"
        wait_for(t->data);
    }
    if (t->data == t->loop) {
        sleep(1); // warning: 9 NS101 "sleep"
        serve();
    }
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_bad_state, 0, 0);
    uv_timer_start(t, on_tick, 0, 0);
}
