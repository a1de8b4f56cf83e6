/* The memory of a handle or request is freed while the loop still has it. */
#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdlib.h>
#include <uv.h>

struct conn {
    uv_timer_t timer;
    struct event event;
    int references;
};

static void on_closed(uv_handle_t *handle)
{
    free(handle);
}

static void on_timer(uv_timer_t *timer)
{
    uv_close((uv_handle_t *)timer, on_closed);
}

static void on_timer_freeing(uv_timer_t *timer)
{
    uv_timer_stop(timer);
    free(timer);
}

static void drop(uv_timer_t *timer)
{
    free(timer);
}

static void on_timer_dropping(uv_timer_t *timer)
{
    drop(timer);
}

static uv_timer_t *new_timer(uv_loop_t *loop)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(loop, timer);
    return timer;
}

void by_its_callback(uv_loop_t *loop)
{
    uv_timer_t *timer = new_timer(loop);
    uv_timer_start(timer, on_timer_freeing, 10, 0); // warning: 5 NS205 "freed while the loop still has it" related: "'on_timer_freeing' frees it here"
}

void by_a_helper_of_its_callback(uv_loop_t *loop)
{
    uv_timer_t *timer = new_timer(loop);
    uv_timer_start(timer, on_timer_dropping, 10, 10); // warning: 5 NS205 "freed while the loop still has it"
}

void closed_by_its_callback(uv_loop_t *loop)
{
    uv_timer_t *timer = new_timer(loop);
    uv_timer_start(timer, on_timer, 10, 0); // ok: NS205
}

void right_after_close(uv_loop_t *loop)
{
    uv_timer_t *timer = new_timer(loop);
    uv_timer_start(timer, on_timer, 10, 0); // warning: 5 NS205 "'uv_timer_start'" related: "'right_after_close' frees it here"
    uv_close((uv_handle_t *)timer, NULL);
    free(timer);
}

void after_the_loop(uv_loop_t *loop)
{
    uv_timer_t *timer = new_timer(loop);
    uv_timer_start(timer, on_timer, 10, 0); // ok: NS205
    uv_close((uv_handle_t *)timer, NULL);
    uv_run(loop, UV_RUN_DEFAULT);
    free(timer);
}

int if_it_cannot_start(uv_loop_t *loop)
{
    uv_timer_t *timer = new_timer(loop);
    int rc = uv_timer_start(timer, on_timer, 10, 0); // ok: NS205
    if (rc)
        free(timer);
    return rc;
}

void embedded(struct conn *c)
{
    uv_close((uv_handle_t *)&c->timer, NULL); // warning: 5 NS205 "'uv_close'"
    free(c);
}

void embedded_and_closed(struct conn *c)
{
    uv_close((uv_handle_t *)&c->timer, on_closed); // ok: NS205
}

static void release(struct conn *c)
{
    if (--c->references == 0)
        free(c);
}

void counted(struct conn *c)
{
    uv_timer_start(&c->timer, on_timer, 10, 0); // ok: NS205
    release(c);
}

static void on_event(int fd, short what, void *data)
{
    (void)fd;
    (void)what;
    (void)data;
}

void added(struct event_base *base, const struct timeval *soon)
{
    struct conn *c = malloc(sizeof *c);
    event_assign(&c->event, base, -1, 0, on_event, c);
    event_add(&c->event, soon); // warning: 5 NS205 "'event_add'" "event_del"
    free(c);
}

static void forget(struct conn *c)
{
    event_del(&c->event);
    free(c);
}

void added_and_taken_out(struct event_base *base, const struct timeval *soon)
{
    struct conn *c = malloc(sizeof *c);
    event_assign(&c->event, base, -1, 0, on_event, c);
    event_add(&c->event, soon); // ok: NS205
    forget(c);
}
