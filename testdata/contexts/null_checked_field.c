/* A field that is called from a callback: storing an address there was its registration. Fields with the same name of another struct
 * are something else. */
#include <unistd.h>
#include <uv.h>

struct session {
    void (*on_end)(struct session *s);
};

struct report {
    void (*on_end)(struct report *r);
};

static void session_end(struct session *s)
{
    (void)s;
    usleep(1); // note: 5 NS101
}

static void report_end(struct report *r)
{
    (void)r;
    usleep(2); // ok: NS101
}

static void on_close(uv_handle_t *h)
{
    struct session *s = h->data;
    if (s->on_end)
        s->on_end(s); // ok: NS101
}

void start(uv_handle_t *h, struct session *s, struct report *r)
{
    s->on_end = session_end;
    r->on_end = report_end;
    r->on_end(r);
    h->data = s;
    uv_close(h, on_close);
}
