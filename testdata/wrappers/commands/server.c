#include "commands.h"

#include <string.h>
#include <uv.h>

int dispatch(struct client *c)
{
    for (const struct command *cmd = commands; cmd->name; cmd++)
        if (strcmp(cmd->name, c->line) == 0)
            return cmd->run(c); // ok: NS101, NS106
    return -1;
}

static void alloc(uv_handle_t *h, size_t n, uv_buf_t *b)
{
    struct client *c = h->data;
    (void)n;
    *b = uv_buf_init(c->line, sizeof c->line);
}

static void on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    (void)n, (void)b;
    dispatch(s->data); // ok: NS101, NS106
}

int main(void)
{
    static uv_tcp_t s;
    static struct client c;
    s.data = &c;
    uv_read_start((uv_stream_t *)&s, alloc, on_read);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
