/* A compositor renders in threads: resources and the event loop are the main thread's. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>
#include <wayland-server-core.h>

struct server {
    struct wl_display *display;
    struct wl_event_loop *loop;
    struct wl_event_source *repaint, *wake;
    struct wl_resource *feedback;
    int pipe[2];
};

struct job {
    struct server *server;
    void (*done)(struct server *s, int ok);
};

static int on_repaint(void *data)
{
    struct server *s = data;
    wl_event_source_timer_update(s->repaint, 16); // ok: NS601
    return 0;
}

static void finish_here(struct server *s, int ok)
{
    wl_resource_post_event(s->feedback, ok ? 1 : 2); // warning: 5 NS601 "wl_resource_post_event"
    wl_display_flush_clients(s->display);            // warning: 5 NS601 "wl_display_flush_clients"
}

static void finish_later(struct server *s, int ok)
{
    if (write(s->pipe[1], ok ? "1" : "0", 1) < 0) // ok: NS601
        _exit(1);
}

static void *render(void *data)
{
    struct job *job = data;
    job->done(job->server, 1);
    return NULL;
}

static void *schedule(void *data)
{
    struct server *s = data;
    s->repaint = wl_event_loop_add_timer(s->loop, on_repaint, s); // warning: 18 NS601 "wl_event_loop_add_timer"
    if (!s->repaint)
        return NULL;
    wl_event_source_timer_update(s->repaint, 16); // warning: 5 NS601 "wl_event_source_timer_update"
    return NULL;
}

static int on_wake(int fd, uint32_t mask, void *data)
{
    struct server *s = data;
    char ok;
    (void)mask;
    if (read(fd, &ok, 1) == 1)
        wl_resource_post_event(s->feedback, ok == '1' ? 1 : 2); // ok: NS601
    return 0;
}

int start(struct server *s);
int start(struct server *s)
{
    static struct job bad = {.done = finish_here}, good = {.done = finish_later};
    pthread_t a, b, c;
    bad.server = good.server = s;
    s->wake = wl_event_loop_add_fd(s->loop, s->pipe[0], WL_EVENT_READABLE, on_wake, s); // ok: NS601
    if (!s->wake || pthread_create(&a, NULL, render, &bad))
        goto fail;
    if (pthread_create(&b, NULL, render, &good) || pthread_create(&c, NULL, schedule, s))
        goto fail;
    wl_display_run(s->display);
    return 0;
fail:
    wl_display_terminate(s->display); // ok: NS601
    return -1;
}
