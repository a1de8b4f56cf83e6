/* What functions do with a handle is found at any depth, and where they call each other. */
#include <stdlib.h>
#include <uv.h>

static void on_timer(uv_timer_t *timer)
{
    uv_timer_set_repeat(timer, 10);
}

static void on_closed(uv_handle_t *handle)
{
    free(handle);
}

static void close_even(uv_timer_t *timer, int n);

static void close_odd(uv_timer_t *timer, int n)
{
    if (n > 0)
        close_even(timer, n - 1);
    else
        uv_close((uv_handle_t *)timer, on_closed);
}

static void close_even(uv_timer_t *timer, int n)
{
    close_odd(timer, n - 1);
}

static void look_even(uv_timer_t *timer, int n);

static void look_odd(uv_timer_t *timer, int n)
{
    if (n > 0)
        look_even(timer, n - 1);
    else
        uv_timer_stop(timer);
}

static void look_even(uv_timer_t *timer, int n)
{
    look_odd(timer, n - 1);
}

void ended_in_a_circle(uv_loop_t *loop)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(loop, timer);
    uv_timer_start(timer, on_timer, 10, 0); // ok: NS205
    close_even(timer, 4);
}

void looked_at_in_a_circle(uv_loop_t *loop)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(loop, timer);
    uv_timer_start(timer, on_timer, 10, 0); // warning: 5 NS205 "'uv_timer_start'"
    look_even(timer, 4);
}

static void free_1(uv_timer_t *timer) { free(timer); }
static void free_2(uv_timer_t *timer) { free_1(timer); }
static void free_3(uv_timer_t *timer) { free_2(timer); }
static void free_4(uv_timer_t *timer) { free_3(timer); }
static void free_5(uv_timer_t *timer) { free_4(timer); }
static void free_6(uv_timer_t *timer) { free_5(timer); }
static void free_7(uv_timer_t *timer) { free_6(timer); }

void freed_far_below(uv_loop_t *loop)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(loop, timer);
    uv_timer_start(timer, on_timer, 10, 10); // warning: 5 NS205 "freed while the loop still has it"
    free_7(timer);
}

static void start_1(uv_timer_t *timer) { uv_timer_start(timer, on_timer, 1, 0); }
static void start_2(uv_timer_t *timer) { start_1(timer); }
static void start_3(uv_timer_t *timer) { start_2(timer); }
static void start_4(uv_timer_t *timer) { start_3(timer); }
static void start_5(uv_timer_t *timer) { start_4(timer); }
static void start_6(uv_timer_t *timer) { start_5(timer); }
static void start_7(uv_timer_t *timer) { start_6(timer); }

void started_far_below(uv_loop_t *loop)
{
    uv_timer_t timer;
    uv_timer_init(loop, &timer);
    start_7(&timer); // warning: 5 NS306 "address of 'timer'" step: "'start_1' calls 'uv_timer_start'"
}
