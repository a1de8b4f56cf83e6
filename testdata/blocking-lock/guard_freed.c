/* A guard that is given back by hand, in a macro that empties it first, holds nothing after that. */
#include <glib.h>
#include <stdlib.h>
#include <uv.h>

#define clear(pp, destroy)                                                                         \
    do {                                                                                           \
        __typeof__((pp)) _pp = (pp);                                                               \
        __typeof__(*(pp)) _ptr = *_pp;                                                             \
        *_pp = NULL;                                                                               \
        if (_ptr)                                                                                  \
            (destroy)(_ptr);                                                                       \
    } while (0)

static GMutex freed, cleared, kept, perhaps;

static void *work(void *data)
{
    GMutexLocker *locker = g_mutex_locker_new(&freed);
    GMutexLocker *other = NULL;
    g_mutex_locker_free(locker);
    other = g_mutex_locker_new(&cleared);
    clear(&other, g_mutex_locker_free);
    GMutexLocker *last = g_mutex_locker_new(&kept);
    system("work");
    g_mutex_locker_free(last);
    return data;
}

static void *work_perhaps(void *data)
{
    GMutexLocker *locker = g_mutex_locker_new(&perhaps);
    if (data)
        g_mutex_locker_free(locker);
    system("work");
    return data;
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    g_mutex_lock(&freed);   // ok: NS105
    g_mutex_lock(&cleared); // ok: NS105
    g_mutex_lock(&kept);    // error: 5 NS105 "g_mutex_lock"
    g_mutex_lock(&perhaps); // error: 5 NS105 "g_mutex_lock"
}

void start(uv_timer_t *t)
{
    g_thread_new("work", work, NULL);
    g_thread_new("perhaps", work_perhaps, t);
    uv_timer_start(t, on_timer, 0, 0);
}
