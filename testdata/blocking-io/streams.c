/* A stream is what its descriptor is: what another process or a peer writes is waited for, what lies in a file is not. */
#include <stdio.h>
#include <sys/socket.h>
#include <uv.h>

struct child {
    FILE *out;
    char line[128];
};

static int read_line(struct child *c)
{
    return fgets(c->line, sizeof(c->line), c->out) != NULL; // ok: NS106
}

static int read_status(FILE *f)
{
    int n;
    return fscanf(f, "%d", &n) == 1 ? n : -1; // ok: NS106
}

static void on_timer(uv_timer_t *t)
{
    struct child c = {.out = popen("ls", "r")}; // error: 30 NS104
    char buf[64];
    (void)t;
    if (!c.out)
        return;
    while (fgets(buf, sizeof(buf), c.out)) // error: 12 NS102 "fgets"
        puts(buf);
    read_line(&c); // error: 5 NS102 "read_line" step: "fgets"
    pclose(c.out); // error: 5 NS104
}

static void on_reload(uv_timer_t *t)
{
    FILE *f = fopen("/etc/hosts", "r"); // note: 15 NS106
    char buf[64];
    (void)t;
    if (f && fgets(buf, sizeof(buf), f)) // note: 14 NS106 "fgets"
        read_status(f);                  // note: 9 NS106 "read_status"
}

static void on_peer(uv_timer_t *t)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    FILE *f = fdopen(fd, "r+");
    (void)t;
    if (f)
        read_status(f); // error: 9 NS102 "read_status"
}

int main(void)
{
    static uv_timer_t t;
    uv_timer_start(&t, on_timer, 1, 1);
    uv_timer_start(&t, on_reload, 1, 1);
    uv_timer_start(&t, on_peer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
