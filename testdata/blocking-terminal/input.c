#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    char line[80];
    int n;
    (void)t;
    getchar();                               // error: 5 NS108 "getchar"
    fgets(line, sizeof line, stdin);         // error: 5 NS108 "fgets"
    scanf("%d", &n);                         // error: 5 NS108 "scanf"
    getpass("Password: ");                   // error: 5 NS108 "getpass" certainty: "always"
    sscanf("7", "%d", &n);                   // ok: NS108
    strncpy(line, "x", sizeof line);         // ok: NS108
}

static void on_line(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    int value;
    (void)s;
    if (n > 0)
        sscanf(b->base, "%d", &value); // ok: NS108
}

void start(uv_timer_t *t, uv_stream_t *tty, uv_alloc_cb alloc)
{
    uv_timer_start(t, on_tick, 0, 0);
    uv_read_start(tty, alloc, on_line);
}
