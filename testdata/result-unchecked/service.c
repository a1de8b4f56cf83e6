// args: --enable NS307
/* A client's callbacks: results that are looked at by a helper, in a struct, not at all; cleanup labels. */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <systemd/sd-bus.h>
#include <uv.h>

struct peer {
    uv_tcp_t tcp;
    uv_write_t write;
    uv_connect_t connect;
    uv_fs_t file;
    char buf[512];
    int failed, closing;
};

static void peer_fail(struct peer *p, int status)
{
    if (status == UV_ECANCELED)
        return;
    p->failed = status;
}

static void on_written(uv_write_t *req, int status) // ok: NS307
{
    peer_fail(req->data, status);
}

static void on_written_blind(uv_write_t *req, int status) // warning: 13 NS307 "uv_write"
{
    struct peer *p = req->data;
    if (p->closing)
        uv_close((uv_handle_t *)&p->tcp, NULL);
    free(req);
}

static void on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
    struct peer *p = handle->data;
    (void)size;
    buf->base = p->buf;
    buf->len = sizeof(p->buf);
}

static void on_read(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) // ok: NS307
{
    struct peer *p = stream->data;
    if (nread < 0)
        goto fail;
    if (nread == 0)
        return;
    fwrite(buf->base, 1, (size_t)nread, stdout);
    return;
fail:
    p->closing = 1;
    uv_close((uv_handle_t *)stream, NULL);
}

static void on_read_blind(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) // warning: 13 NS307 "uv_read_start"
{
    struct peer *p = stream->data;
    if (buf->base && p->closing)
        puts(buf->base);
}

static void on_connect(uv_connect_t *req, int status) // ok: NS307
{
    struct peer *p = req->data;
    p->failed = status;
    uv_read_start((uv_stream_t *)&p->tcp, on_alloc, on_read);
}

static void on_connect_blind(uv_connect_t *req, int status) // warning: 13 NS307 "uv_tcp_connect"
{
    struct peer *p = req->data;
    uv_read_start((uv_stream_t *)&p->tcp, on_alloc, on_read_blind);
}

static void on_shown(uv_fs_t *req) // ok: NS307
{
    if (req->result < 0)
        puts("no");
    uv_fs_req_cleanup(req);
}

static void on_shown_blind(uv_fs_t *req) // warning: 13 NS307 "uv_fs_unlink"
{
    uv_fs_req_cleanup(req);
}

/* What happens is the same either way, and is said. */
static void on_written_void(uv_write_t *req, int status) // ok: NS307
{
    (void)status;
    free(req);
}

void peer_start(uv_loop_t *loop, struct peer *p, const struct sockaddr *to, uv_buf_t *b, int how);
void peer_start(uv_loop_t *loop, struct peer *p, const struct sockaddr *to, uv_buf_t *b, int how)
{
    uv_write_cb cb = how ? on_written : on_written_blind;
    p->connect.data = p;
    uv_tcp_connect(&p->connect, &p->tcp, to, how ? on_connect : on_connect_blind);
    uv_write(&p->write, (uv_stream_t *)&p->tcp, b, 1, cb);
    uv_write(&p->write, (uv_stream_t *)&p->tcp, b, 1, on_written_void);
    uv_fs_unlink(loop, &p->file, "/tmp/x", on_shown);
    uv_fs_unlink(loop, &p->file, "/tmp/y", on_shown_blind);
}

/* GIO and sd-bus. */
static void loaded(GObject *source, GAsyncResult *result, gpointer data) // ok: NS307
{
    GError *error = NULL;
    char *text = NULL;
    if (!g_file_load_contents_finish((GFile *)source, result, &text, NULL, NULL, &error))
        *(int *)data = 1;
    g_free(text);
}

static void loaded_blind(GObject *source, GAsyncResult *result, gpointer data) // warning: 13 NS307 "g_file_load_contents_async"
{
    (void)source;
    *(int *)data = result != NULL;
}

static int on_reply(sd_bus_message *m, void *userdata, sd_bus_error *error) // ok: NS307
{
    (void)error;
    if (sd_bus_message_is_method_error(m, NULL))
        *(int *)userdata = 1;
    return 0;
}

static int on_reply_blind(sd_bus_message *m, void *userdata, sd_bus_error *error) // warning: 12 NS307 "sd_bus_call_async"
{
    *(int *)userdata = 2;
    return 0;
}

void ask(GFile *file, sd_bus *bus, sd_bus_message *m, int *state);
void ask(GFile *file, sd_bus *bus, sd_bus_message *m, int *state)
{
    g_file_load_contents_async(file, NULL, loaded, state);
    g_file_load_contents_async(file, NULL, loaded_blind, state);
    sd_bus_call_async(bus, NULL, m, on_reply, state, 0);
    sd_bus_call_async(bus, NULL, m, on_reply_blind, state, 0);
}
