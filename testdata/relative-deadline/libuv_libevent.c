/* Lengths, where points were given. */
#include <event2/event.h>
#include <stddef.h>
#include <sys/time.h>
#include <uv.h>

static void on_timer(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 1000, 0);                          // ok: NS404
    uv_timer_start(t, on_timer, uv_now(uv_default_loop()) + 1000, 0); // warning: 5 NS404 "uv_timer_start"
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
    struct event *ev = arg;
    struct timeval tv, second = {1, 0};
    (void)fd;
    (void)what;
    gettimeofday(&tv, NULL);
    tv.tv_sec += 1;
    event_add(ev, &second); // ok: NS404
    event_add(ev, &tv);     // warning: 5 NS404 "event_add"
}

void start(struct event_base *base, uv_timer_t *t);
void start(struct event_base *base, uv_timer_t *t)
{
    on_timer(t);
    event_new(base, -1, 0, on_event, NULL);
}
