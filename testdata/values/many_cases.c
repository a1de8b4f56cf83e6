/* Hundreds of cases that lead to one place: what the caller gives decides between them and the rest. */
#include <unistd.h>
#include <uv.h>

/* clang-format off */
#define TEN(N) case N##0: case N##1: case N##2: case N##3: case N##4: \
               case N##5: case N##6: case N##7: case N##8: case N##9:
#define HUNDRED(N) TEN(N##0) TEN(N##1) TEN(N##2) TEN(N##3) TEN(N##4) \
                   TEN(N##5) TEN(N##6) TEN(N##7) TEN(N##8) TEN(N##9)
#define EVEN(N) case N##0: case N##2: case N##4: case N##6: case N##8:
#define SPREAD(N) EVEN(N##0) EVEN(N##1) EVEN(N##2) EVEN(N##3) EVEN(N##4) \
                  EVEN(N##5) EVEN(N##6) EVEN(N##7) EVEN(N##8) EVEN(N##9)
#define FIVE_HUNDRED HUNDRED(1) HUNDRED(2) HUNDRED(3) HUNDRED(4) HUNDRED(5)
/* clang-format on */

static void waits_in_case(int kind)
{
    switch (kind) {
        FIVE_HUNDRED
        sleep(1);
        break;
    case 9000:
        break;
    }
}

static void waits_by_default(int kind)
{
    switch (kind) {
    case 9000:
        break;
        FIVE_HUNDRED
        break;
    default:
        sleep(1);
    }
}

static void waits_spread(int kind)
{
    switch (kind) {
        SPREAD(1)
        SPREAD(2)
        sleep(1);
    }
}

static void on_timer(uv_timer_t *t)
{
    waits_in_case(100);    // warning: 5 NS101
    waits_in_case(347);    // warning: 5 NS101
    waits_in_case(599);    // warning: 5 NS101
    waits_in_case(99);     // ok: NS101
    waits_in_case(600);    // ok: NS101
    waits_in_case(9000);   // ok: NS101
    waits_by_default(99);  // warning: 5 NS101
    waits_by_default(600); // warning: 5 NS101
    waits_by_default(100); // ok: NS101
    waits_by_default(347); // ok: NS101
    waits_by_default(9000); // ok: NS101
    waits_spread(148);     // warning: 5 NS101
    waits_spread(149);     // ok: NS101
    waits_spread(300);     // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
