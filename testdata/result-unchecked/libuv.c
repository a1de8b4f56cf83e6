// args: --enable NS307
#include <stdlib.h>
#include <uv.h>

static void on_write(uv_write_t *req, int status) // warning: 13 NS307 "'on_write' never looks" related: "'on_write' is passed to 'uv_write'"
{
    free(req);
}

static void on_write_checked(uv_write_t *req, int status) // ok: NS307
{
    if (status < 0)
        uv_close((uv_handle_t *)req->handle, NULL);
}

static void on_write_ignored(uv_write_t *req, int status) // ok: NS307
{
    (void)status; /* the peer notices */
    free(req);
}

static void on_read(uv_stream_t *s, ssize_t nread, const uv_buf_t *buf) // warning: 13 NS307 "uv_read_start"
{
    uv_read_stop(s);
    free(buf->base);
}

static void on_alloc(uv_handle_t *h, size_t size, uv_buf_t *buf)
{
    (void)h;
    buf->base = malloc(size);
    buf->len = size;
}

static void on_file(uv_fs_t *req) // warning: 13 NS307
{
    uv_fs_req_cleanup(req);
}

static void check(uv_fs_t *req)
{
    if (req->result < 0)
        abort();
}

static void on_file_checked(uv_fs_t *req) // ok: NS307
{
    check(req);
}

void start(uv_stream_t *s, uv_loop_t *l, uv_buf_t *buf);
void start(uv_stream_t *s, uv_loop_t *l, uv_buf_t *buf)
{
    static uv_fs_t a, b;
    uv_write(malloc(sizeof(uv_write_t)), s, buf, 1, on_write);
    uv_write(malloc(sizeof(uv_write_t)), s, buf, 1, on_write_checked);
    uv_write(malloc(sizeof(uv_write_t)), s, buf, 1, on_write_ignored);
    uv_read_start(s, on_alloc, on_read);
    uv_fs_read(l, &a, 3, buf, 1, 0, on_file);
    uv_fs_read(l, &b, 3, buf, 1, 0, on_file_checked);
}
