// args: --disable NS1
/* Deadlines as programs keep them: in structs, computed by helpers, one variable that tells two clocks in turn. */
#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdint.h>
#include <systemd/sd-event.h>
#include <time.h>

#define USEC_PER_SEC 1000000ULL
#define TIMEOUT_SEC 30

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int len;
    struct timespec deadline;
    unsigned timeout_ms;
};

static void timespec_add_ms(struct timespec *ts, unsigned ms)
{
    ts->tv_sec += ms / 1000;
    ts->tv_nsec += (long)(ms % 1000) * 1000000;
    if (ts->tv_nsec >= 1000000000) {
        ts->tv_sec++;
        ts->tv_nsec -= 1000000000;
    }
}

static int queue_wait(struct queue *q)
{
    struct timespec ts;
    int rc = 0;
    clock_gettime(CLOCK_REALTIME, &ts);
    timespec_add_ms(&ts, q->timeout_ms);
    while (!q->len && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&q->more, &q->lock, &ts); // ok: NS404
    return rc;
}

static void queue_set_deadline(struct queue *q, time_t sec)
{
    q->deadline.tv_sec = sec;
    q->deadline.tv_nsec = 0;
}

static int queue_wait_deadline(struct queue *q)
{
    queue_set_deadline(q, time(NULL) + TIMEOUT_SEC);
    return pthread_cond_timedwait(&q->more, &q->lock, &q->deadline); // ok: NS404
}

static int queue_wait_constant(struct queue *q)
{
    struct timespec ts;
    ts.tv_sec = TIMEOUT_SEC;
    ts.tv_nsec = 0;
    return pthread_cond_timedwait(&q->more, &q->lock, &ts); // warning: 12 NS404 "a length of time"
}

/* First how long it took, then how long it may take: each by its own clock. */
static int queue_wait_measured(struct queue *q, long *ret_ns)
{
    struct timespec ts, end;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    end = ts;
    *ret_ns = end.tv_nsec;
    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += 5;
    return pthread_cond_timedwait(&q->more, &q->lock, &ts); // ok: NS404
}

int queue_take(struct queue *q, long *ns);
int queue_take(struct queue *q, long *ns)
{
    int rc = queue_wait(q) | queue_wait_deadline(q) | queue_wait_constant(q);
    return rc | queue_wait_measured(q, ns);
}

/* sd-event: microseconds by the clock that is named. */
struct unit {
    sd_event *event;
    sd_event_source *timer;
    uint64_t timeout_usec;
};

static int on_time(sd_event_source *s, uint64_t usec, void *userdata)
{
    struct unit *u = userdata;
    return sd_event_source_set_time(s, usec + u->timeout_usec); // ok: NS404
}

static int unit_arm(struct unit *u, uint64_t usec)
{
    return sd_event_add_time(u->event, &u->timer, CLOCK_MONOTONIC, usec, 0, on_time, u);
}

int unit_start(struct unit *u);
int unit_start(struct unit *u)
{
    uint64_t now;
    int r = sd_event_now(u->event, CLOCK_MONOTONIC, &now);
    if (r < 0)
        return r;
    r = unit_arm(u, now + 5 * USEC_PER_SEC); // ok: NS404
    if (r < 0)
        goto finish;
    r = unit_arm(u, 5 * USEC_PER_SEC); // warning: 9 NS404 "unit_arm"
    if (r < 0)
        goto finish;
    r = sd_event_source_set_time(u->timer, 30 * USEC_PER_SEC); // warning: 9 NS404
finish:
    return r;
}

/* GLib. */
struct waiter {
    GMutex lock;
    GCond cond;
    gint64 end;
    gboolean done;
};

static void waiter_init(struct waiter *w, gint64 span)
{
    w->end = g_get_monotonic_time() + span;
}

gboolean waiter_wait(struct waiter *w);
gboolean waiter_wait(struct waiter *w)
{
    gboolean ok = TRUE;
    waiter_init(w, 2 * G_TIME_SPAN_SECOND);
    g_mutex_lock(&w->lock);
    while (!w->done && ok)
        ok = g_cond_wait_until(&w->cond, &w->lock, w->end); // ok: NS404
    g_cond_wait_until(&w->cond, &w->lock, 500 * G_TIME_SPAN_MILLISECOND); // warning: 5 NS404 "a length of time"
    g_mutex_unlock(&w->lock);
    return ok;
}
