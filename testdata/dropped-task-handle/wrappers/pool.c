#include "pool.h"

static st_thread_t all[16];
static int count;

st_thread_t pool_run(void *(*work)(void *), void *data)
{
    st_thread_t thread = st_thread_create(work, data, 1, 0); // ok: NS205
    if (!thread)
        return NULL;
    return thread;
}

st_thread_t pool_start(void *(*work)(void *), void *data, int joinable)
{
    return st_thread_create(work, data, joinable, 64 * 1024); // ok: NS205
}

int pool_make(st_thread_t *ret_thread, void *(*work)(void *), void *data)
{
    *ret_thread = pool_run(work, data); // ok: NS205
    return *ret_thread ? 0 : -1;
}

/* Keeps it itself: the caller need not. */
st_thread_t pool_listed(void *(*work)(void *), void *data)
{
    st_thread_t thread = st_thread_create(work, data, 1, 0); // ok: NS205
    all[count++] = thread;
    return thread;
}

void pool_finish(st_thread_t thread)
{
    if (thread)
        st_thread_join(thread, NULL);
}

void pool_describe(st_thread_t thread)
{
    if (thread)
        count++;
}
