/* Functions that call each other: the search ends, and each call into the circle is one finding. */
#include <unistd.h>
#include <uv.h>

static int odd(int n);

static int even(int n)
{
    return n == 0 ? 1 : odd(n - 1);
}

static int odd(int n)
{
    usleep(10);
    return n == 0 ? 0 : even(n - 1);
}

static int even_fast(int n);

static int odd_fast(int n)
{
    return n == 0 ? 0 : even_fast(n - 1);
}

static int even_fast(int n)
{
    return n == 0 ? 1 : odd_fast(n - 1);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    even(10);      // note: 5 NS101 step: "even" step: "odd" step: "usleep"
    even_fast(10); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
