/* Nested functions are gone in statement expressions, comma, arguments, array sizes, logical operators, compound literals. */
#include <unistd.h>
#include <uv.h>

struct pair {
    int a, b;
};

static int nap(int n)
{
    return usleep((unsigned)n);
}

static int add(int a, int b)
{
    return a + b;
}

static void on_tick(uv_timer_t *t)
{
    int n = add(nap(1), 2);                        // note: 17 NS101
    n += nap(2), n++;                              // note: 10 NS101
    struct pair p = {.b = nap(3)};                 // note: 27 NS101
    p = (struct pair){nap(4), 0};                  // note: 23 NS101
    n = p.a || nap(5);                             // note: 16 NS101
    int sized[nap(6) + 1];                         // note: 15 NS101
    n = (nap)(7);                                  // note: 10 NS101
    n = (&nap)(8);                                 // note: 11 NS101
    n = _Generic(n, int: nap(9), default: 0);      // note: 26 NS101
    n = _Generic(n, long: nap(10), default: 0);    // ok: NS101
    n = __builtin_choose_expr(1, nap(11), 0);      // note: 34 NS101
    n = n ?: nap(12);                              // note: 14 NS101
    sized[0] = n;
    (void)p, (void)sized;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
