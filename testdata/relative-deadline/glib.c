#include <glib.h>

static GMutex mutex;
static GCond changed;
static int ready;

static gint64 deadline_of(gint64 span)
{
    gint64 end = g_get_monotonic_time();
    end += span;
    return end;
}

int wait_ready(GSource *source);
int wait_ready(GSource *source)
{
    g_mutex_lock(&mutex);
    gint64 end = g_get_monotonic_time() + 5 * G_TIME_SPAN_SECOND;
    gint64 wrong = g_get_real_time() + 5 * G_TIME_SPAN_SECOND;
    while (!ready && g_cond_wait_until(&changed, &mutex, end)) // ok: NS404
        ;
    g_cond_wait_until(&changed, &mutex, 5 * G_TIME_SPAN_SECOND); // warning: 5 NS404 "a length of time"
    g_cond_wait_until(&changed, &mutex, wrong);                  // warning: 5 NS404 "by the clock 'realtime'"
    g_cond_wait_until(&changed, &mutex, deadline_of(1000));      // ok: NS404
    g_cond_wait_until(&changed, &mutex, G_MAXINT64);             // ok: NS404
    g_source_set_ready_time(source, -1);                         // ok: NS404
    g_source_set_ready_time(source, 100);                        // warning: 5 NS404
    g_timeout_add(g_get_monotonic_time() + 5, NULL, NULL);       // warning: 5 NS404 "wants a length of time"
    g_timeout_add(5, NULL, NULL);                                // ok: NS404
    g_mutex_unlock(&mutex);
    return ready;
}
