/* libuv: a timer in memory of its own, which nobody closes, stays in the loop for ever. */
#include <stdlib.h>
#include <uv.h>

struct session {
    uv_loop_t *loop;
    uv_timer_t *timer;
    int count;
};

static void on_once(uv_timer_t *timer)
{
    struct session *s = timer->data;
    s->count++;
}

static void on_closed(uv_handle_t *handle)
{
    free(handle);
}

static void on_once_and_close(uv_timer_t *timer)
{
    on_once(timer);
    uv_close((uv_handle_t *)timer, on_closed);
}

static void on_again(uv_timer_t *timer)
{
    uv_timer_start(timer, on_again, 100, 0); // ok: NS205
}

void dropped(struct session *s)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(s->loop, timer);
    timer->data = s;
    uv_timer_start(timer, on_once, 100, 0); // warning: 5 NS205 "'uv_timer_start' is dropped" "uv_close"
}

void closed_in_its_callback(struct session *s)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(s->loop, timer);
    timer->data = s;
    uv_timer_start(timer, on_once_and_close, 100, 0); // ok: NS205
}

void kept(struct session *s)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(s->loop, timer);
    timer->data = s;
    s->timer = timer;
    uv_timer_start(timer, on_once, 100, 0); // ok: NS205
}

void repeated(struct session *s)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(s->loop, timer);
    timer->data = s;
    uv_timer_start(timer, on_once, 100, 100); // ok: NS205
}

void started_again(struct session *s)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(s->loop, timer);
    uv_timer_start(timer, on_again, 100, 0); // ok: NS205
}
