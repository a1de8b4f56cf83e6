#include "beacon.h"

#include <string.h>

enum { PERIOD_MS = 5000, SLOW_PERIOD_MS = 60000 };

static void on_connected(uv_connect_t *req, int status)
{
    struct target *t = req->data;
    t->alive = status == 0;
    t->misses = t->alive ? 0 : t->misses + 1;
    journal_add(t);
    if (!t->alive)
        net_backoff(t->misses);
}

static void connect_to(struct target *t)
{
    t->connect.data = t;
    uv_tcp_init(t->timer.loop, &t->socket);
    uv_tcp_connect(&t->connect, &t->socket, (const struct sockaddr *)&t->address, on_connected);
}

static void on_timer(uv_timer_t *timer)
{
    struct target *t = timer->data;
    if (t->known || net_resolve(t))
        connect_to(t);
}

/* The good twins: the look-up on the thread pool, the journal too, and a longer period in place of a wait. */

static void on_connected_slowly(uv_connect_t *req, int status)
{
    struct target *t = req->data;
    t->alive = status == 0;
    journal_add_later(t->timer.loop, t);
}

static void on_resolved(uv_getaddrinfo_t *req, int status, struct addrinfo *found)
{
    struct target *t = req->data;
    if (status != 0)
        return;
    memcpy(&t->address, found->ai_addr, found->ai_addrlen);
    uv_freeaddrinfo(found);
    t->connect.data = t;
    uv_tcp_init(t->timer.loop, &t->socket);
    uv_tcp_connect(&t->connect, &t->socket, (const struct sockaddr *)&t->address, on_connected_slowly);
}

static void on_slow_timer(uv_timer_t *timer)
{
    struct target *t = timer->data;
    t->lookup.data = t;
    net_resolve_async(t, on_resolved);
}

void probe_start(uv_loop_t *loop, struct target *t)
{
    t->timer.data = t;
    uv_timer_init(loop, &t->timer);
    if (t->misses > 3)
        uv_timer_start(&t->timer, on_slow_timer, SLOW_PERIOD_MS, SLOW_PERIOD_MS);
    else
        uv_timer_start(&t->timer, on_timer, 0, PERIOD_MS);
}
