// args: --rules slow.yaml
/* The project's own rules call a function blocking. */
#include <uv.h>

int slow_lookup(const char *name);
int slow_but_named_error(const char *name);
int fast_lookup(const char *name);

static int find(const char *name)
{
    return slow_lookup(name);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    slow_lookup("a");  // warning: 5 NS110 "slow_lookup" "fast_lookup"
    find("b");         // warning: 5 NS110 "find" step: "slow_lookup"
    fast_lookup("c");  // ok: NS110
}

void start(uv_timer_t *t)
{
    slow_lookup("d"); // ok: NS110
    uv_timer_start(t, on_tick, 0, 0);
}
