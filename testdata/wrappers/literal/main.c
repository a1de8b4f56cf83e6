#include "ops.h"

int serve(const struct ops *ops, uv_stream_t *s)
{
    s->data = (void *)ops;
    return uv_read_start(s, ops->alloc, ops->read);
}

static void finish(uv_stream_t *s)
{
    const struct ops *ops = s->data;
    uv_close((uv_handle_t *)s, ops->closed);
}

int main(void)
{
    static uv_tcp_t a, b;
    if (echo.setup() || discard.setup()) // ok: NS101
        return 1;
    serve(&echo, (uv_stream_t *)&a);
    serve(&discard, (uv_stream_t *)&b);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    finish((uv_stream_t *)&a);
    return 0;
}
