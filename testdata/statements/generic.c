/* Only the association that _Generic selects is evaluated. */
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>
#include <uv.h>

struct thing {
    int a;
};

static int nap(int n)
{
    return usleep((unsigned)n);
}

#define NAP_IF_LONG(X) _Generic((X), int: 1, unsigned: 2, long int: nap(1), default: 3)

static void on_tick(uv_timer_t *t)
{
    int n = 0;
    long l = 0;
    unsigned long long ull = 0;
    uint32_t u32 = 0;
    bool flag = false;
    char text[4] = "";
    const char *p = text;
    struct thing thing = {0};
    (void)t, (void)p, (void)thing;
    n = _Generic(l, int: 1, long int: nap(2), default: 3);                            // note: 39 NS101
    n = _Generic(l, int: nap(3), long: 1);                                            // ok: NS101
    n = _Generic(u32, int: 1, uint32_t: nap(4), default: 0);                          // note: 41 NS101
    n = _Generic(u32, int: nap(5), unsigned int: 1, default: nap(6));                 // ok: NS101
    n = _Generic(ull, long long unsigned int: nap(7), default: 0);                    // note: 47 NS101
    n = _Generic(text, char *: nap(8), const char *: 1);                              // note: 32 NS101
    n = _Generic(p, char *: nap(9), char const *: 1);                                 // ok: NS101
    n = _Generic(&thing, struct thing *: nap(10), default: 1);                        // note: 42 NS101
    n = _Generic(thing, struct thing: 1, default: nap(11));                           // ok: NS101
    n = _Generic(flag, bool: nap(12), int: 1);                                        // note: 30 NS101
    n = NAP_IF_LONG(n);                                                               // ok: NS101
    n = NAP_IF_LONG(l);                                                               // note: 9 NS101
    n = _Generic(n, int8_t *: nap(13), default: 0);                                   // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
