/* The object that a handle lies in is freed, by way of the handle's own field, while the loop still has the handle. */
#include <stdlib.h>
#include <uv.h>

struct client {
    uv_tcp_t tcp;
    uv_timer_t timer;
    uv_timer_t plain;
    int references;
};

struct job {
    int n;
};

static uv_timer_t job_timer;

static void on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
    (void)handle;
    buf->base = malloc(size);
    buf->len = size;
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void on_read_freeing(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct client *c = stream->data;
    (void)buf;
    if (n < 0)
        free(c);
}

static void on_read_closing(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    (void)buf;
    if (n < 0)
        uv_close((uv_handle_t *)stream, on_closed);
}

static void drop(struct client *c)
{
    free(c);
}

static void on_timer_dropping(uv_timer_t *timer)
{
    uv_timer_stop(timer);
    drop(timer->data);
}

static void on_timer_counting(uv_timer_t *timer)
{
    struct client *c = timer->data;
    if (--c->references == 0)
        free(c);
}

static void on_plain(uv_timer_t *timer)
{
    free(timer->data);
}

/* What is freed is not what the handle lies in. */
static void on_job(uv_timer_t *timer)
{
    struct job *job = timer->data;
    free(job);
}

struct client *new_client(uv_loop_t *loop)
{
    struct client *c = calloc(1, sizeof *c);
    uv_tcp_init(loop, &c->tcp);
    c->tcp.data = c;
    uv_timer_init(loop, &c->timer);
    c->timer.data = c;
    uv_timer_init(loop, &c->plain);
    c->plain.data = calloc(1, sizeof(struct job));
    return c;
}

void serve(struct client *c)
{
    uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read_freeing); // warning: 5 NS205 "freed while the loop" related: "'on_read_freeing' frees it here"
}

void serve_and_close(struct client *c)
{
    uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read_closing); // ok: NS205
}

void wait_and_drop(struct client *c)
{
    uv_timer_start(&c->timer, on_timer_dropping, 10, 0); // warning: 5 NS205 "freed while the loop" related: "'on_timer_dropping' frees it here"
}

void wait_and_count(struct client *c)
{
    uv_timer_start(&c->timer, on_timer_counting, 10, 0); // ok: NS205
}

void wait_for_another(struct client *c)
{
    uv_timer_start(&c->plain, on_plain, 10, 0); // ok: NS205
}

void do_later(uv_loop_t *loop)
{
    uv_timer_init(loop, &job_timer);
    job_timer.data = calloc(1, sizeof(struct job));
    uv_timer_start(&job_timer, on_job, 10, 0); // ok: NS205
}
