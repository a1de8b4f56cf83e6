/* The finding stands in the callback, where the author can act; the path leads down to the leaf. */
#include <threads.h>
#include <uv.h>

static void back_off(int ms)
{
    struct timespec t = {.tv_nsec = ms * 1000000};
    thrd_sleep(&t, NULL);
}

static int try_again(int n)
{
    if (n > 3)
        back_off(n);
    return n + 1;
}

static int fetch(void)
{
    int n = 0;
    while (n < 10)
        n = try_again(n);
    return n;
}

static void on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    (void)s, (void)n, (void)b;
    fetch(); // warning: 5 NS101 "fetch" step: "fetch" step: "try_again" step: "back_off" step: "thrd_sleep" related: "thrd_sleep" related: "uv_read_start"
}

static void alloc(uv_handle_t *h, size_t n, uv_buf_t *b)
{
    (void)h, (void)n, (void)b; // ok: NS101
}

void start(uv_stream_t *s)
{
    uv_read_start(s, alloc, on_read);
}
