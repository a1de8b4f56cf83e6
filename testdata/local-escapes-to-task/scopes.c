/* A variable of an inner block is gone where the block ends, long before its function returns. */
#include <event2/event.h>
#include <event2/event_struct.h>
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <uv.h>

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define PRINTF_LIKE(at, first) __attribute__((__format__(__printf__, at, first)))
void trace(const char *format, ...) PRINTF_LIKE(1, 2);
void wait_for(void *object, ...);

static void on_timer(uv_timer_t *timer)
{
    (void)timer;
}

static void on_written(uv_write_t *req, int status)
{
    (void)req;
    (void)status;
}

static void on_event(int fd, short what, void *data)
{
    (void)fd;
    (void)what;
    (void)data;
}

static void *entry(void *arg)
{
    return arg;
}

void in_a_block(uv_loop_t *loop, int wanted)
{
    if (wanted) {
        uv_timer_t timer;
        uv_timer_init(loop, &timer);
        uv_timer_start(&timer, on_timer, 1, 0); // warning: 9 NS306 "address of 'timer'" "after its block ends" related: "the block of 'timer' ends here"
    }
    uv_run(loop, UV_RUN_DEFAULT);
}

void in_the_function(uv_loop_t *loop, int wanted)
{
    uv_timer_t timer;
    if (wanted) {
        uv_timer_init(loop, &timer);
        uv_timer_start(&timer, on_timer, 1, 0); // ok: NS306
    }
    uv_run(loop, UV_RUN_DEFAULT);
}

void waited_for_in_the_block(uv_loop_t *loop, int wanted)
{
    if (wanted) {
        uv_timer_t timer;
        uv_timer_init(loop, &timer);
        uv_timer_start(&timer, on_timer, 1, 0); // ok: NS306
        uv_run(loop, UV_RUN_DEFAULT);
    }
}

void event_of_a_block(struct event_base *base, struct event *list, int len)
{
    for (int i = 0; i < len; i++) {
        struct event now;
        event_assign(&now, base, -1, 0, on_event, &list[i]);
        event_add(&now, NULL); // warning: 9 NS306 "address of 'now'" "after its block ends"
    }
    event_base_dispatch(base);
}

void event_taken_out(struct event_base *base, struct event *list, int len)
{
    for (int i = 0; i < len; i++) {
        struct event now;
        event_assign(&now, base, -1, 0, on_event, &list[i]);
        event_add(&now, NULL); // ok: NS306
        event_del(&now);
    }
    event_base_dispatch(base);
}

void loop_variable(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, entry, &i); // warning: 9 NS306 "address of 'i'"
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
}

void own_numbers(void)
{
    pthread_t t[4];
    int n[4];
    for (int i = 0; i < 4; i++) {
        n[i] = i;
        pthread_create(&t[i], NULL, entry, &n[i]); // ok: NS306
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
}

/* A function that makes a text of what it is given does not wait for it; one of which nothing is known may. */
void logged_later(uv_stream_t *peer, const uv_buf_t *b)
{
    uv_write_t req;
    uv_write(&req, peer, b, 1, on_written); // warning: 5 NS306 "address of 'req'"
    log_line("sent %p", (void *)&req);
}

void traced_later(uv_stream_t *peer, const uv_buf_t *b)
{
    uv_write_t req;
    uv_write(&req, peer, b, 1, on_written); // warning: 5 NS306 "address of 'req'"
    trace("sent %p", (void *)&req);
}

void perhaps_waited_for(uv_stream_t *peer, const uv_buf_t *b)
{
    uv_write_t req;
    uv_write(&req, peer, b, 1, on_written); // ok: NS306
    wait_for(&req);
}
