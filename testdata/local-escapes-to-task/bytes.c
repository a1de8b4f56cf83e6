/* The request lives on, but the bytes that it reads or writes are on the stack. */
#include <event2/buffer.h>
#include <gio/gio.h>
#include <uv.h>

struct reply {
    uv_write_t req;
    char text[128];
};

static void on_written(uv_write_t *req, int status)
{
    (void)req;
    (void)status;
}

static void on_read(uv_fs_t *req)
{
    uv_fs_req_cleanup(req);
}

void by_field(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t b;
    b.base = line;
    b.len = 1;
    uv_write(&r->req, peer, &b, 1, on_written); // warning: 5 NS306 "address of 'line'" "in what it is given"
}

void by_call(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t b = uv_buf_init(line + 1, 1);
    uv_write(&r->req, peer, &b, 1, on_written); // warning: 5 NS306 "address of 'line'"
}

void of_the_reply(uv_stream_t *peer, struct reply *r)
{
    uv_buf_t b = uv_buf_init(r->text, sizeof r->text);
    uv_write(&r->req, peer, &b, 1, on_written); // ok: NS306
}

void by_initialiser(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t all[2] = {{.base = r->text, .len = 1}, {.base = line, .len = 1}};
    uv_write(&r->req, peer, all, 2, on_written); // warning: 5 NS306 "address of 'line'"
}

void by_pointer_and_copy(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t made = uv_buf_init(line, 1), b = made, *p = &b;
    uv_write(&r->req, peer, p, 1, on_written); // warning: 5 NS306 "address of 'line'"
}

void by_literal(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_write(&r->req, peer, &(uv_buf_t){.base = line, .len = 1}, 1, on_written); // warning: 5 NS306 "address of 'line'"
}

void replaced_first(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t b = uv_buf_init(line, 1);
    if (uv_try_write(peer, &b, 1) == 1)
        return;
    b = uv_buf_init(r->text, 1);
    uv_write(&r->req, peer, &b, 1, on_written); // ok: NS306
}

/* The array of buffers is copied: what becomes of it later does not matter. */
void replaced_too_late(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t b;
    b.base = line;
    b.len = 1;
    uv_write(&r->req, peer, &b, 1, on_written); // warning: 5 NS306 "address of 'line'"
    b.base = NULL;
}

static void send_text(uv_stream_t *peer, struct reply *r, char *text)
{
    uv_buf_t b = uv_buf_init(text, 1);
    uv_write(&r->req, peer, &b, 1, on_written); // ok: NS306
}

static void send_one(uv_stream_t *peer, struct reply *r, uv_buf_t b)
{
    uv_write(&r->req, peer, &b, 1, on_written); // ok: NS306
}

static void send_all(uv_stream_t *peer, struct reply *r, const uv_buf_t *all, unsigned len)
{
    uv_write(&r->req, peer, all, len, on_written); // ok: NS306
}

void through_helpers(uv_stream_t *peer, struct reply *r)
{
    char line[16] = "x";
    uv_buf_t b = {.base = line, .len = 1};
    send_text(peer, r, line);  // warning: 5 NS306 "address of 'line'" step: "uv_write"
    send_one(peer, r, b);      // warning: 5 NS306 "address of 'line'" step: "uv_write"
    send_all(peer, r, &b, 1);  // warning: 5 NS306 "address of 'line'" step: "uv_write"
    send_text(peer, r, r->text); // ok: NS306
}

void of_a_file(uv_loop_t *loop, uv_fs_t *req)
{
    char text[16];
    uv_buf_t b = {.base = text, .len = 16};
    uv_fs_read(loop, req, 0, &b, 1, 0, on_read); // warning: 5 NS306 "address of 'text'"
}

void of_a_file_at_once(uv_loop_t *loop, uv_fs_t *req)
{
    char text[16];
    uv_buf_t b = {.base = text, .len = 16};
    uv_fs_read(loop, req, 0, &b, 1, 0, NULL); // ok: NS306
}

void by_reference(struct evbuffer *out)
{
    char text[16] = "x";
    evbuffer_add_reference(out, text, 1, NULL, NULL); // warning: 5 NS306 "address of 'text'"
}

void written_at_once(int fd)
{
    char text[16] = "x";
    struct evbuffer *out = evbuffer_new();
    evbuffer_add_reference(out, text, 1, NULL, NULL); // ok: NS306
    evbuffer_write(out, fd);
    evbuffer_free(out);
}

void copied(struct evbuffer *out)
{
    char text[16] = "x";
    evbuffer_add(out, text, 1); // ok: NS306
}

void read_from_stream(GInputStream *in, GAsyncReadyCallback done)
{
    char text[16];
    g_input_stream_read_async(in, text, sizeof text, 0, NULL, done, NULL); // warning: 5 NS306 "address of 'text'"
}

void written_to_stream(GOutputStream *out, GAsyncReadyCallback done)
{
    static const char text[] = "x";
    g_output_stream_write_async(out, text, 1, 0, NULL, done, NULL); // ok: NS306
}
