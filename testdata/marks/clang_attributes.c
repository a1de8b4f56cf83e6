// flags: -Wno-unknown-attributes -Wno-function-effects
/* Clang's own attributes mean the same. */
#include <unistd.h>
#include <uv.h>

int slow_lookup(const char *name) __attribute__((blocking));
int fast_lookup(const char *name) __attribute__((nonblocking));
int plain_lookup(const char *name);

static int promised(void) __attribute__((nonblocking));

static int promised(void)
{
    return usleep(1); // note: 12 NS101
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    slow_lookup("a");  // warning: 5 NS110 "slow_lookup"
    fast_lookup("a");  // ok: NS110
    plain_lookup("a"); // ok: NS110
    promised();        // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
