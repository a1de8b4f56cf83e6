/* Off unless it is asked for. */
#include <stdlib.h>
#include <uv.h>

static void on_write(uv_write_t *req, int status) // ok: NS307
{
    free(req);
}

void start(uv_stream_t *s, uv_buf_t *buf);
void start(uv_stream_t *s, uv_buf_t *buf)
{
    uv_write(malloc(sizeof(uv_write_t)), s, buf, 1, on_write);
}
