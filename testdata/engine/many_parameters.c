/* Functions of more than 64 parameters: the last ones are called, offloaded, and decide. */
#include <nostall.h>
#include <unistd.h>
#include <uv.h>

typedef void (*work)(void);

#define TEN(X) X, X, X, X, X, X, X, X, X, X
#define INTS(N) int a##N, int b##N, int c##N, int d##N, int e##N, int f##N, int g##N, int h##N, int i##N, int j##N
#define SEVENTY INTS(1), INTS(2), INTS(3), INTS(4), INTS(5), INTS(6), INTS(7)
#define ZEROS TEN(0), TEN(0), TEN(0), TEN(0), TEN(0), TEN(0), TEN(0)

static void sleeps(void)
{
    usleep(200000); // warning: 5 NS101 "usleep" related: "called through 'each'"
}

static void sleeps_elsewhere(void)
{
    usleep(200000); // ok: NS101
}

static void each(SEVENTY, work f)
{
    f();
}

static NOSTALL_OFFLOAD(70) void elsewhere(SEVENTY, work f)
{
    f();
}

static void perhaps(SEVENTY, int wait)
{
    if (wait)
        usleep(200000);
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    each(ZEROS, sleeps);
    elsewhere(ZEROS, sleeps_elsewhere); // ok: NS101
    perhaps(ZEROS, 1); // warning: 5 NS101 "usleep"
    perhaps(ZEROS, 0); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 1, 1);
}
