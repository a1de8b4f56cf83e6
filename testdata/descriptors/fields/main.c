// args: --min-certainty depends
/* A descriptor kept in a field, opened in another unit. */
#include "conn.h"

#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static void on_read(uv_poll_t *h, int status, int events)
{
    struct conn *c = h->data;
    char buf[8];
    (void)status, (void)events;
    recv(c->fd, buf, 8, 0);      // ok: NS102
    recv(conn_fd(c), buf, 8, 0); // ok: NS102
    recv(c->control, buf, 8, 0); // error: 5 NS102 certainty: "always"
    write(c->log, buf, 8);       // note: 5 NS106 "write" certainty: "usually"
}

int main(void)
{
    static struct conn c;
    static uv_poll_t h;
    conn_open(&c);
    h.data = &c;
    uv_poll_init(uv_default_loop(), &h, c.fd);
    uv_poll_start(&h, UV_READABLE, on_read);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
