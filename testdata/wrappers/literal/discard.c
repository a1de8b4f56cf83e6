#include "ops.h"

#include <unistd.h>

static int setup(void)
{
    return usleep(1); // ok: NS101
}

static void alloc(uv_handle_t *h, size_t n, uv_buf_t *b)
{
    (void)h, (void)n, (void)b;
    usleep(2); // note: 5 NS101
}

static void on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    (void)s, (void)n, (void)b; // ok: NS101
}

static void on_closed(uv_handle_t *h)
{
    (void)h; // ok: NS101
}

const struct ops discard = {"discard", setup, alloc, on_read, on_closed};
