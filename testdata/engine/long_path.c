/* The way to the call is longer than 256 calls; another of that length ends in nothing. */
#include <unistd.h>
#include <uv.h>

static void far(void)
{
    sleep(1);
}

static void nothing(void)
{
}

#define LINK(A, B)                                                                                                             \
    static void A(void)                                                                                                        \
    {                                                                                                                          \
        B();                                                                                                                   \
    }
#define LINKS(A, B) LINK(A##_5, B) LINK(A##_4, A##_5) LINK(A##_3, A##_4) LINK(A##_2, A##_3) LINK(A##_1, A##_2) LINK(A, A##_1)
#define ROWS(A, B) LINKS(A##r5, B) LINKS(A##r4, A##r5) LINKS(A##r3, A##r4) LINKS(A##r2, A##r3) LINKS(A##r1, A##r2) LINKS(A, A##r1)
#define CHAIN(A, B) ROWS(A##c7, B) ROWS(A##c6, A##c7) ROWS(A##c5, A##c6) ROWS(A##c4, A##c5) ROWS(A##c3, A##c4) ROWS(A##c2, A##c3) \
    ROWS(A##c1, A##c2) ROWS(A, A##c1)

CHAIN(to_far, far)
CHAIN(to_nothing, nothing)

static void on_timer(uv_timer_t *t)
{
    to_far();     // warning: 5 NS101 "to_far" step: "'far' calls 'sleep'"
    to_nothing(); // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 1);
}
