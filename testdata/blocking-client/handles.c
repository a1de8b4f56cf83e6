/* A handle has several names: the local that made it, the field that keeps it, and what is made of it. */
#include <libssh/libssh.h>
#include <stddef.h>
#include <uv.h>

struct link {
    ssh_session session;
    ssh_channel channel;
};

struct slow_link {
    ssh_session session;
    ssh_channel channel;
};

static void open_link(struct link *l)
{
    ssh_session session = ssh_new();
    l->session = session;
    ssh_set_blocking(session, 0);
    l->channel = ssh_channel_new(l->session);
}

static ssh_session new_slow(void)
{
    ssh_session session = ssh_new();
    ssh_set_blocking(session, 1);
    return session;
}

static void open_slow(struct slow_link *l)
{
    l->session = new_slow();
    l->channel = ssh_channel_new(l->session);
}

static void on_link(uv_poll_t *handle, int status, int events)
{
    struct link *l = handle->data;
    (void)status, (void)events;
    ssh_connect(l->session);                 // ok: NS107
    ssh_channel_write(l->channel, "x", 1);   // ok: NS107
}

static void on_slow(uv_poll_t *handle, int status, int events)
{
    struct slow_link *l = handle->data;
    (void)status, (void)events;
    ssh_connect(l->session);                 // error: 5 NS107 "ssh_connect"
    ssh_channel_write(l->channel, "x", 1);   // error: 5 NS107 "ssh_channel_write"
}

void start(uv_poll_t *a, uv_poll_t *b, struct link *l, struct slow_link *s)
{
    open_link(l);
    open_slow(s);
    uv_poll_start(a, UV_READABLE, on_link);
    uv_poll_start(b, UV_READABLE, on_slow);
}
