// args: --disable NS1,NS4,NS3 --enable NS402
/* Servers' callbacks: flushing, draining and waiting for a thread, in helpers as they are written. */
#include <errno.h>
#include <event2/event.h>
#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <uv.h>

struct ring {
    atomic_uint head, tail;
    pthread_spinlock_t lock;
    volatile int busy;
    char data[4096];
};

struct conn {
    int fd;
    struct ring *ring;
    char out[4096];
    size_t len, sent;
    bool closing;
};

static int conn_flush(struct conn *c)
{
    while (c->sent < c->len) { // note: 5 NS402
        ssize_t n = send(c->fd, c->out + c->sent, c->len - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
            continue;
        if (n < 0)
            return -1;
        c->sent += (size_t)n;
    }
    return 0;
}

static int conn_flush_well(struct conn *c)
{
    while (c->sent < c->len) { // ok: NS402
        ssize_t n = send(c->fd, c->out + c->sent, c->len - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return 1;
        if (n < 0)
            return -1;
        c->sent += (size_t)n;
    }
    return 0;
}

/* Waits for the thread that empties the ring. */
static void ring_wait(struct ring *r)
{
    while (r->busy) // note: 5 NS402 "busy"
        ;
}

static void ring_drain(struct ring *r)
{
    while (atomic_load(&r->head) != atomic_load(&r->tail)) { // note: 5 NS402
    }
}

static unsigned ring_take_all(struct ring *r)
{
    unsigned n = 0;
    while (atomic_load(&r->head) != atomic_load(&r->tail)) { // ok: NS402
        n += (unsigned char)r->data[atomic_load(&r->tail) % sizeof(r->data)];
        atomic_fetch_add(&r->tail, 1);
    }
    return n;
}

static void ring_lock(struct ring *r)
{
    while (pthread_spin_trylock(&r->lock) == EBUSY) // note: 5 NS402 "lock"
        ;
}

static int ring_lock_some(struct ring *r)
{
    for (int i = 0; i < 100; i++) // ok: NS402
        if (pthread_spin_trylock(&r->lock) == 0)
            return 0;
    return -1;
}

static void on_writable(evutil_socket_t fd, short what, void *arg)
{
    struct conn *c = arg;
    (void)fd;
    (void)what;
    if (c->closing ? conn_flush(c) : conn_flush_well(c))
        c->closing = true;
}

static gboolean on_tick(gpointer data)
{
    struct conn *c = data;
    ring_wait(c->ring);
    if (ring_take_all(c->ring) > 100)
        ring_drain(c->ring);
    return TRUE;
}

static void on_timer(uv_timer_t *t)
{
    struct conn *c = t->data;
    if (ring_lock_some(c->ring) < 0)
        ring_lock(c->ring);
    pthread_spin_unlock(&c->ring->lock);
}

static void *consumer(void *arg)
{
    struct conn *c = arg;
    while (c->ring->busy) // ok: NS402
        ;
    return NULL;
}

int serve(struct event_base *base, struct conn *c, uv_timer_t *t);
int serve(struct event_base *base, struct conn *c, uv_timer_t *t)
{
    pthread_t thread;
    event_new(base, c->fd, EV_WRITE | EV_PERSIST, on_writable, c);
    g_timeout_add(10, on_tick, c);
    uv_timer_start(t, on_timer, 10, 10);
    return pthread_create(&thread, NULL, consumer, c);
}
