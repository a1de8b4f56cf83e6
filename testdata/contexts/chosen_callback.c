/* The callback comes out of a table, or out of a function that chooses one. */
#include <unistd.h>
#include <uv.h>

static void first(uv_timer_t *t)
{
    (void)t;
    usleep(1); // note: 5 NS101
}

static void second(uv_timer_t *t)
{
    (void)t;
    usleep(2); // note: 5 NS101
}

static void third(uv_timer_t *t)
{
    (void)t;
    usleep(3); // note: 5 NS101
}

static void unused(uv_timer_t *t)
{
    (void)t;
    usleep(4); // ok: NS101
}

static uv_timer_cb const table[] = {first, second};
static uv_timer_cb const other_table[] = {unused};

static uv_timer_cb choose(int n)
{
    return n ? third : NULL;
}

void start(uv_timer_t *t, int n)
{
    uv_timer_start(t, table[n], 0, 0);
    uv_timer_start(t, choose(n), 0, 0);
    other_table[n](t);
}
