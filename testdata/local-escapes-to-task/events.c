/* libevent, libev, GLib and sd-event: watchers, and the data of callbacks. */
#include <ev.h>
#include <event2/event.h>
#include <glib.h>
#include <stddef.h>
#include <systemd/sd-event.h>

struct state {
    int done;
};

static void on_event(int fd, short what, void *data)
{
    (void)fd;
    (void)what;
    ((struct state *)data)->done = 1;
}

void data_of_an_event(struct event_base *base)
{
    struct state s = {0};
    struct timeval soon = {1, 0};
    struct event *e = event_new(base, -1, 0, on_event, &s); // warning: 23 NS306 "address of 's'" "event_new"
    event_add(e, &soon);
}

void freed_event(struct event_base *base)
{
    struct state s = {0};
    struct timeval soon = {1, 0};
    struct event *e = event_new(base, -1, 0, on_event, &s); // ok: NS306
    event_add(e, &soon);
    event_base_dispatch(base);
    event_free(e);
}

void freed_without_a_loop(struct event_base *base)
{
    struct state s = {0};
    struct event *e = event_new(base, -1, 0, on_event, &s); // ok: NS306
    event_add(e, NULL);
    event_free(e);
}

void freed_if_it_is_there(struct event_base *base, int wanted)
{
    struct state s = {0};
    struct event *e = NULL;
    if ((e = event_new(base, -1, 0, on_event, &s)) == NULL) // ok: NS306
        return;
    if (!wanted)
        goto end;
    event_add(e, NULL);
    event_base_dispatch(base);
end:
    if (e)
        event_free(e);
}

static void on_watcher(struct ev_loop *loop, ev_timer *w, int events)
{
    (void)loop;
    (void)w;
    (void)events;
}

void watcher(struct ev_loop *loop)
{
    ev_timer timer;
    ev_timer_init(&timer, on_watcher, 1., 0.);
    ev_timer_start(loop, &timer); // warning: 5 NS306 "address of 'timer'" "ev_timer_start"
}

void stopped_watcher(struct ev_loop *loop)
{
    ev_timer timer;
    ev_timer_init(&timer, on_watcher, 1., 0.);
    ev_timer_start(loop, &timer); // ok: NS306
    ev_timer_stop(loop, &timer);
}

static gboolean on_timeout(gpointer data)
{
    ((struct state *)data)->done = 1;
    return FALSE;
}

void glib_timeout(void)
{
    struct state s = {0};
    g_timeout_add(10, on_timeout, &s); // warning: 5 NS306 "address of 's'" "g_timeout_add"
}

void glib_removed(void)
{
    struct state s = {0};
    unsigned id = g_timeout_add(10, on_timeout, &s); // ok: NS306
    g_source_remove(id);
}

void glib_iterated(void)
{
    struct state s = {0};
    g_timeout_add(10, on_timeout, &s); // ok: NS306
    while (!s.done)
        g_main_context_iteration(NULL, TRUE);
}

static int on_defer(sd_event_source *source, void *data)
{
    (void)source;
    ((struct state *)data)->done = 1;
    return 0;
}

int floating(sd_event *event)
{
    struct state s = {0};
    return sd_event_add_defer(event, NULL, on_defer, &s); // warning: 12 NS306 "address of 's'" "sd_event_add_defer"
}

int referenced(sd_event *event)
{
    struct state s = {0};
    sd_event_source *source = NULL;
    int r = sd_event_add_defer(event, &source, on_defer, &s); // ok: NS306
    if (r < 0)
        return r;
    sd_event_source_unref(source);
    return s.done;
}
