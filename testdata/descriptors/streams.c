/* What a stream is on decides, through helpers, choices and copies; and what callers decide of a
 * descriptor is decided for each of them. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static FILE *audit;

static void put(FILE *f)
{
    fwrite("x", 1, 1, f);
}

static void put_or_complain(FILE *f)
{
    FILE *out = stderr;
    if (f != NULL)
        out = f;
    fwrite("x", 1, 1, out);
}

static int make(int more)
{
    return socket(AF_INET, SOCK_STREAM | more, 0);
}

static int make_quiet(void)
{
    return make(SOCK_NONBLOCK);
}

static void on_tick(uv_timer_t *t)
{
    char c, *text;
    size_t size;
    int quiet = make_quiet(), slow = make(0);
    put(open_memstream(&text, &size)); // ok: NS106
    put(t->data ? stderr : stdout);    // ok: NS106
    put(audit);                        // note: 5 NS106 step: "fwrite"
    put_or_complain(NULL);             // ok: NS106
    put_or_complain(audit);            // note: 5 NS106 step: "fwrite"
    read(quiet, &c, 1);                // ok: NS102
    read(dup(quiet), &c, 1);           // ok: NS102
    read(slow, &c, 1);                 // error: 5 NS102 "read"
    read(dup(slow), &c, 1);            // error: 5 NS102 "read"
}

void start(uv_timer_t *t)
{
    audit = fopen("audit", "a");
    uv_timer_start(t, on_tick, 0, 0);
}
