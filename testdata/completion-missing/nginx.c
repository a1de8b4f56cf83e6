/* Handlers of a request's body, which return nothing: they finalize the request, or have it go on elsewhere. */
#include <ngx_config.h>
#include <ngx_http.h>

static void on_writable(ngx_http_request_t *r)
{
    ngx_http_finalize_request(r, NGX_OK);
}

static void forgets(ngx_http_request_t *r)
{
    if (r->body == NULL)
        return; // warning: 9 NS208 "leaves its 'ngx_http_request_t' neither completed nor handed on"
    ngx_http_finalize_request(r, ngx_http_send_header(r));
}

static void right(ngx_http_request_t *r)
{
    if (r->body == NULL) {
        ngx_http_finalize_request(r, NGX_HTTP_INTERNAL_SERVER_ERROR);
        return; // ok: NS208
    }
    if (ngx_http_send_header(r) == NGX_AGAIN) {
        r->write_event_handler = on_writable;
        return; // ok: NS208
    }
    ngx_http_upstream_init(r);
}

static void twice(ngx_http_request_t *r)
{
    if (r->body == NULL)
        ngx_http_finalize_request(r, NGX_HTTP_INTERNAL_SERVER_ERROR);
    ngx_http_finalize_request(r, NGX_OK); // error: 5 NS209
}

/* One more user of the request ends it once more. */
static void counted(ngx_http_request_t *r)
{
    ngx_http_finalize_request(r, NGX_OK);
    r->main->count++;
    ngx_http_finalize_request(r, NGX_OK); // ok: NS209
}

static ngx_int_t handle(ngx_http_request_t *r)
{
    ngx_http_client_body_handler_pt handlers[] = {forgets, right, twice, counted};
    for (int i = 0; i < 4; i++)
        if (ngx_http_read_client_request_body(r, handlers[i]) == NGX_ERROR)
            return NGX_ERROR; // ok: NS208
    return NGX_DONE;
}

void configure(ngx_http_request_t *r);
void configure(ngx_http_request_t *r)
{
    r->content_handler = handle;
}
