/* Each condition depends on a store, and each store on a condition before it: asked for anew on each way, this would never end. */
#include <unistd.h>
#include <uv.h>

#define STEP(N)                                                                                    \
    if (a == N)                                                                                    \
        b = N + 1;                                                                                 \
    if (b == N)                                                                                    \
        a = N + 1;
#define STEPS(N) STEP(N) STEP(N + 1) STEP(N + 2) STEP(N + 3) STEP(N + 4) STEP(N + 5) STEP(N + 6) STEP(N + 7)

static void chained(int flags)
{
    int a = flags & 1, b = flags & 2;
    STEPS(0) STEPS(10) STEPS(20) STEPS(30) STEPS(40)
    if (a == 7)
        usleep(200000);
}

static void quick(int flags)
{
    int a = flags & 1, b = 0;
    STEP(0)
    if (b == 7)
        usleep(200000);
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    chained(getpid()); // warning: 5 NS101 "chained"
    quick(1); // ok: NS101
}

void start(uv_timer_t *t);
void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
