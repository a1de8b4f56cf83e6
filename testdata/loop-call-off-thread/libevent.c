#include <event2/bufferevent.h>
#include <event2/event.h>
#include <pthread.h>
#include <stddef.h>

static struct event *timer;
static struct bufferevent *out;

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    event_add(arg, NULL); // ok: NS601
}

static void *worker(void *arg)
{
    event_active(arg, EV_TIMEOUT, 0); // warning: 5 NS601 "event_active"
    bufferevent_write(out, "x", 1);   // warning: 5 NS601 "bufferevent_write"
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct event_base *base = event_base_new();
    timer = event_new(base, -1, 0, on_timer, NULL);
    event_add(timer, NULL); // ok: NS601
    pthread_create(&t, NULL, worker, timer);
    return event_base_dispatch(base);
}
