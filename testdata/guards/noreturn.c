/* Code from which only a call that never returns leaves: the process ends, nobody waits. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

_Noreturn static void fatal(const char *why)
{
    FILE *f = fopen("crash", "w");
    fputs(why, f);
    fclose(f);
    exit(1);
}

static void complain(const char *why)
{
    FILE *f = fopen("log", "a");
    fputs(why, f);
    fclose(f);
}

static void on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    (void)b;
    if (n == -1) {
        sleep(1); // ok: NS101
        abort();
    }
    if (n == -2)
        fatal("bad"); // ok: NS106
    if (n == -3) {
        complain("bad"); // ok: NS106
        exit(2);
    }
    if (n == -4) {
        complain("odd"); // note: 9 NS106 step: "fopen"
        if (s->data)
            exit(3);
    }
    if (n == -5)
        sleep(1); // warning: 9 NS101
}

void start(uv_stream_t *s, uv_alloc_cb alloc)
{
    uv_read_start(s, alloc, on_read);
}
