/* A handler stored in a known field is a callback; the one of a thread task runs in the pool. */
#include <ngx_config.h>
#include <ngx_event.h>

static void on_timer(ngx_event_t *ev)
{
    (void)ev;
    usleep(1); // note: 5 NS101 "ngx_add_timer" related: "handler"
}

static void on_task_done(ngx_event_t *ev)
{
    (void)ev;
    usleep(2); // note: 5 NS101
}

static void in_pool(void *data, ngx_log_t *log)
{
    (void)data, (void)log;
    usleep(3); // ok: NS101
}

void start(ngx_event_t *ev, ngx_thread_task_t *task)
{
    ev->handler = on_timer;
    ngx_add_timer(ev, 10);
    task->handler = in_pool;
    task->event.handler = on_task_done;
}
