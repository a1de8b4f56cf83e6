/* A setter that is only called to change what is there: with the assertion, and the test of what it
 * was, the caller's value decides. */
#include <assert.h>
#include <stdbool.h>
#include <unistd.h>
#include <uv.h>

struct state {
    bool busy;
    int level;
};

static struct state *state;

static void set_busy(bool busy)
{
    assert(state->busy != busy);
    if (!state->busy)
        usleep(200000);
    state->busy = busy;
}

static void raise_level(int level)
{
    if (state->level == 3 && state->level < level)
        usleep(200000);
    state->level = level;
}

static void set_other(bool busy)
{
    assert(state->busy != busy);
    state->level = 1;
    if (!state[1].busy)
        usleep(200000);
}

static void on_timer(uv_timer_t *t)
{
    set_busy(true);   // warning: 5 NS101 "set_busy"
    set_busy(false);  // ok: NS101
    raise_level(3);   // ok: NS101
    raise_level(4);   // warning: 5 NS101 "raise_level"
    set_other(false); // warning: 5 NS101 "set_other"
}

int main(void)
{
    uv_timer_t t;
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 0, 0);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
