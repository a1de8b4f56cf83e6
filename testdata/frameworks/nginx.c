/* nginx: phase handlers, filters, request handlers and cleanups run in the worker's loop; thread tasks, configuration and helper
 * processes do not. */
#include <ngx_config.h>
#include <ngx_http.h>
#include <sys/socket.h>

static ngx_shmtx_t mutex;
static unsigned char buf[64];

static ngx_int_t content(ngx_http_request_t *r)
{
    (void)r;
    usleep(1); // note: 5 NS101 "ngx_add_timer" related: "content_handler"
    if (ngx_read_file(NULL, buf, sizeof buf, 0) < 0) // note: 9 NS106 "ngx_thread_task_post"
        return NGX_DONE;
    ngx_process_events_and_timers(NULL); // error: 5 NS204 "ngx_process_events_and_timers"
    return NGX_OK;
}

static ngx_int_t phase(ngx_http_request_t *r)
{
    (void)r;
    usleep(2); // note: 5 NS101 related: "ngx_http_handler_pt"
    return NGX_AGAIN;
}

static ngx_int_t body_filter(ngx_http_request_t *r, ngx_chain_t *chain)
{
    (void)r, (void)chain;
    usleep(3); // note: 5 NS101 related: "ngx_http_top_body_filter"
    return NGX_OK;
}

static void on_body(ngx_http_request_t *r)
{
    r->write_event_handler = NULL;
    usleep(4); // note: 5 NS101 related: "ngx_http_read_client_request_body"
}

static void on_cleanup(void *data)
{
    (void)data;
    usleep(5); // note: 5 NS101 related: "ngx_pool_cleanup_s"
}

static void on_read(ngx_http_request_t *r)
{
    char byte;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    (void)r;
    if (ngx_nonblocking(fd) == -1)
        return;
    if (recv(fd, &byte, 1, 0) < 0) // ok: NS102
        byte = 0;
    if (ngx_shmtx_trylock(&mutex)) // ok: NS105
        ngx_shmtx_unlock(&mutex);
    close(fd);
}

static void on_notify(ngx_event_t *ev)
{
    ev->data = NULL;
    usleep(10); // note: 5 NS101 related: "ngx_notify"
}

static void in_pool(void *data, ngx_log_t *log)
{
    (void)data, (void)log;
    usleep(6); // ok: NS101
}

static void on_task_done(ngx_event_t *ev)
{
    ev->data = NULL; // ok: NS101
}

static char *set(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    (void)cf, (void)cmd;
    usleep(7); // ok: NS101
    return conf;
}
ngx_command_t command = {"slow", 0, set};

static ngx_msec_t manage(void *data)
{
    (void)data;
    usleep(8); // ok: NS101
    return 100;
}

static void helper(ngx_cycle_t *cycle, void *data)
{
    (void)cycle, (void)data;
    usleep(9); // ok: NS101
}

ngx_int_t init(ngx_http_request_t *r, ngx_http_handler_pt *slot, ngx_thread_pool_t *pool, ngx_thread_task_t *task, ngx_path_t *path,
               ngx_pool_cleanup_t *cleanup);

ngx_int_t init(ngx_http_request_t *r, ngx_http_handler_pt *slot, ngx_thread_pool_t *pool, ngx_thread_task_t *task, ngx_path_t *path,
               ngx_pool_cleanup_t *cleanup)
{
    r->content_handler = content;
    r->read_event_handler = on_read;
    *slot = phase;
    ngx_http_top_body_filter = body_filter;
    cleanup->handler = on_cleanup;
    path->manager = manage;
    task->handler = in_pool;
    task->event.handler = on_task_done;
    if (ngx_spawn_process(NULL, helper, NULL, "helper", 0) < 0)
        return NGX_DONE;
    if (ngx_notify(on_notify) != NGX_OK || ngx_thread_task_post(pool, task) != NGX_OK)
        return NGX_DONE;
    return ngx_http_read_client_request_body(r, on_body);
}
