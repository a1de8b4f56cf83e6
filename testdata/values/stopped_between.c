/* A field holds the same behind an assertion whose failing branch calls what ends the process. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

struct state {
    int fast;
};

static struct state *state;

static void say(const char *text);

static void fail(const char *text)
{
    say(text);
    exit(1);
}

static void set_fast(int fast)
{
    if (state->fast == fast)
        return;
    if (!state)
        fail("no state");
    if (!state->fast)
        usleep(200000);
    state->fast = fast;
}

static void set_fast_later(int fast)
{
    if (state->fast == fast)
        return;
    if (!state)
        say("no state");
    if (!state->fast)
        usleep(200000);
    state->fast = fast;
}

static void on_timer(uv_timer_t *t)
{
    set_fast(0);       // ok: NS101
    set_fast(1);       // warning: 5 NS101 "set_fast"
    set_fast_later(0); // warning: 5 NS101 "set_fast_later"
}

int main(void)
{
    uv_timer_t t;
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 0, 0);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
