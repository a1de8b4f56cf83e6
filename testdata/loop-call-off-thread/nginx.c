/* The task of a thread pool, and the event that tells the worker process that it is done. */
#include <ngx_config.h>
#include <ngx_event.h>
#include <ngx_http.h>
#include <sys/stat.h>

typedef struct {
    ngx_http_request_t *request;
    ngx_event_t *timer;
    ngx_chain_t *out;
    struct stat info;
    int error;
} lookup_ctx_t;

static void lookup_finish(lookup_ctx_t *ctx, ngx_int_t rc)
{
    if (rc == NGX_OK)
        rc = ngx_http_send_header(ctx->request);     // ok: NS601
    ngx_http_finalize_request(ctx->request, rc); // warning: 5 NS601 "ngx_http_finalize_request" step: "'lookup_thread' calls 'lookup_finish'"
}

static void lookup_thread(void *data, ngx_log_t *log)
{
    lookup_ctx_t *ctx = data;
    (void)log;
    ctx->error = stat("/var/cache/x", &ctx->info);
    if (ctx->error) {
        lookup_finish(ctx, NGX_ERROR);
        return;
    }
    ngx_add_timer(ctx->timer, 100); // warning: 5 NS601 "ngx_add_timer"
}

static void lookup_thread_well(void *data, ngx_log_t *log)
{
    lookup_ctx_t *ctx = data;
    (void)log;
    ctx->error = stat("/var/cache/x", &ctx->info); // ok: NS601
}

static void lookup_event(ngx_event_t *ev)
{
    lookup_ctx_t *ctx = ev->data;
    if (ctx->error)
        ngx_http_finalize_request(ctx->request, NGX_ERROR); // ok: NS601
    else
        ngx_http_finalize_request(ctx->request, ngx_http_output_filter(ctx->request, ctx->out)); // ok: NS601
}

ngx_int_t lookup_start(ngx_thread_pool_t *pool, ngx_thread_task_t *task, int well);
ngx_int_t lookup_start(ngx_thread_pool_t *pool, ngx_thread_task_t *task, int well)
{
    task->handler = well ? lookup_thread_well : lookup_thread;
    task->event.handler = lookup_event;
    task->event.data = task->ctx;
    return ngx_thread_task_post(pool, task); // ok: NS601
}
