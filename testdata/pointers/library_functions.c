/* A library's function that blocks, called through a field, a table, a variable, a local, a choice, an argument. */
#include <unistd.h>
#include <uv.h>

typedef unsigned (*pause_fn)(unsigned);

struct system {
    pause_fn pause;
    pause_fn skip;
    int (*sync)(int fd);
};

static unsigned no_pause(unsigned seconds)
{
    return seconds;
}

static int no_sync(int fd)
{
    return fd;
}

static const struct system real = {.pause = sleep, .skip = no_pause, .sync = fsync};
static const pause_fn table[] = {sleep, sleep}, quick_table[] = {no_pause, no_pause};
static pause_fn variable = sleep, quick_variable = no_pause;

static unsigned apply(pause_fn f)
{
    return f(1);
}

static unsigned hand_down(pause_fn f)
{
    return apply(f);
}

static void in_field(uv_timer_t *t)
{
    real.pause(1); // warning: 10 NS101 "sleep"
    real.skip(1);  // ok: NS101
    real.sync(3);  // warning: 10 NS106 "fsync"
    (void)t;
}

static void in_table(uv_timer_t *t)
{
    table[t->data != NULL](1);       // warning: 5 NS101
    quick_table[t->data != NULL](1); // ok: NS101
}

static void in_variable(uv_timer_t *t)
{
    variable(1);       // warning: 5 NS101
    quick_variable(1); // ok: NS101
    (void)t;
}

static void in_local(uv_timer_t *t)
{
    pause_fn f = sleep, g = no_pause;
    f(1); // warning: 5 NS101
    g(1); // ok: NS101
    (void)t;
}

static void in_choice(uv_timer_t *t)
{
    (t->data ? sleep : no_pause)(1);    // warning: 6 NS101
    (t->data ? no_pause : no_pause)(1); // ok: NS101
}

static void as_argument(uv_timer_t *t)
{
    apply(sleep);        // error: 5 NS101
    hand_down(sleep);    // error: 5 NS101
    hand_down(no_pause); // ok: NS101
    (void)t;
}

int start(uv_timer_t *t)
{
    uv_timer_start(t, in_field, 0, 1);
    uv_timer_start(t, in_table, 0, 1);
    uv_timer_start(t, in_variable, 0, 1);
    uv_timer_start(t, in_local, 0, 1);
    uv_timer_start(t, in_choice, 0, 1);
    uv_timer_start(t, as_argument, 0, 1);
    return no_sync(1);
}
