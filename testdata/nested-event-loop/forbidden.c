#include <uv.h>

static void drain(uv_loop_t *loop)
{
    uv_run(loop, UV_RUN_NOWAIT);
}

static void on_tick(uv_timer_t *t)
{
    uv_run(t->loop, UV_RUN_ONCE); // error: 5 NS204 "uv_run"
    drain(t->loop);               // error: 5 NS204 "drain" step: "uv_run"
}

static void on_last_tick(uv_timer_t *t)
{
    uv_stop(t->loop); // ok: NS204
}

static void own_loop(void *arg)
{
    uv_loop_t loop;
    (void)arg;
    uv_loop_init(&loop);
    uv_run(&loop, UV_RUN_DEFAULT); // ok: NS204
}

int main(void)
{
    uv_loop_t *loop = uv_default_loop();
    static uv_timer_t t, last;
    uv_thread_t thread;
    uv_thread_create(&thread, own_loop, NULL);
    uv_timer_start(&t, on_tick, 0, 0);
    uv_timer_start(&last, on_last_tick, 0, 0);
    drain(loop);                          // ok: NS204
    return uv_run(loop, UV_RUN_DEFAULT);  // ok: NS204
}
