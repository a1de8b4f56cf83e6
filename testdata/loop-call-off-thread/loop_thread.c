/* The loop runs on a thread of its own: main is another one meanwhile. */
#include <uv.h>

static uv_loop_t loop;
static uv_timer_t timer;
static uv_async_t stop;

static void on_timer(uv_timer_t *t)
{
    (void)t;
}

static void run_loop(void *arg)
{
    uv_run(arg, UV_RUN_DEFAULT);
}

static void poke(void)
{
    uv_timer_start(&timer, on_timer, 5, 0); // warning: 5 NS601 step: "'main' calls 'poke'"
}

int main(void)
{
    uv_thread_t t;
    uv_loop_init(&loop);
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_timer, 10, 0); // ok: NS601
    uv_thread_create(&t, run_loop, &loop);
    uv_timer_stop(&timer); // warning: 5 NS601 "uv_timer_stop"
    poke();
    uv_async_send(&stop); // ok: NS601
    uv_thread_join(&t);
    uv_close((uv_handle_t *)&timer, NULL); // ok: NS601
    return 0;
}
