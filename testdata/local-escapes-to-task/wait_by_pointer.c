/* Who waits is chosen at run time: a call through a pointer to a function that waits, waits. */
#include <stddef.h>
#include <uv.h>

static uv_loop_t *the_loop;
static void (*wait_for_all)(uv_loop_t *loop);
static void (*look_at)(uv_loop_t *loop);
static int looked;

static void run_the_loop(uv_loop_t *loop)
{
    uv_run(loop, UV_RUN_DEFAULT);
}

static void count_it(uv_loop_t *loop)
{
    looked += loop != NULL;
}

void set_up(uv_loop_t *loop);
void set_up(uv_loop_t *loop)
{
    the_loop = loop;
    wait_for_all = run_the_loop;
    look_at = count_it;
}

static void on_timer(uv_timer_t *timer)
{
    (void)timer;
}

static void wait_now(void)
{
    (wait_for_all)(the_loop);
}

void waits(void);
void waits(void)
{
    uv_timer_t timer;
    uv_timer_init(the_loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    wait_for_all(the_loop);
}

void waits_below(void);
void waits_below(void)
{
    uv_timer_t timer;
    uv_timer_init(the_loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    wait_now();
}

void only_looks(void);
void only_looks(void)
{
    uv_timer_t timer;
    uv_timer_init(the_loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // warning: 5 NS306 "uv_timer_start"
    look_at(the_loop);
}
