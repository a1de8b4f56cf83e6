/* The library is told to lock. */
#include <event2/event.h>
#include <event2/thread.h>
#include <pthread.h>
#include <stddef.h>

static void *worker(void *arg)
{
    event_active(arg, EV_TIMEOUT, 0); // ok: NS601
    return NULL;
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
}

int main(void)
{
    pthread_t t;
    evthread_use_pthreads();
    struct event_base *base = event_base_new();
    pthread_create(&t, NULL, worker, event_new(base, -1, 0, on_timer, NULL));
    return event_base_dispatch(base);
}
