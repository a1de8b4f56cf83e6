#include <stdlib.h>
#include <uv.h>
#include <zlib.h>

static unsigned char in[1 << 20], out[1 << 20];

static int order(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

static void on_tick(uv_timer_t *t)
{
    unsigned long len = sizeof out;
    (void)t;
    compress2(out, &len, in, sizeof in, 9); // note: 5 NS120 "compress2" "uv_queue_work"
    crc32(0, in, 16);                       // ok: NS120
    qsort(in, 16, 1, order);                // ok: NS120
}

static void work(uv_work_t *w)
{
    unsigned long len = sizeof out;
    (void)w;
    compress2(out, &len, in, sizeof in, 9); // ok: NS120
}

static void after(uv_work_t *w, int status)
{
    (void)w, (void)status; // ok: NS120
}

void start(uv_loop_t *loop, uv_timer_t *t, uv_work_t *w)
{
    uv_timer_start(t, on_tick, 0, 0);
    uv_queue_work(loop, w, work, after);
}
