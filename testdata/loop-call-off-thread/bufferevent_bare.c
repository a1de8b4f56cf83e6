/* Locking is set up, but bufferevents have locks only if they are made so. */
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/thread.h>
#include <pthread.h>

static void *worker(void *arg)
{
    bufferevent_write(arg, "x", 1); // warning: 5 NS601 "bufferevent_write"
    return NULL;
}

int main(void)
{
    pthread_t t;
    evthread_use_pthreads();
    struct event_base *base = event_base_new();
    pthread_create(&t, NULL, worker, bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE));
    return event_base_dispatch(base);
}
