// args: --disable NS105
/* A lock of threads may not be held when a coroutine gives way; a CoMutex may. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static CoMutex *co_lock;
static int count;

static void coroutine_fn nap(void)
{
    qemu_coroutine_yield();
}

static void lock_it(pthread_mutex_t *m)
{
    pthread_mutex_lock(m);
}

static void unlock_it(pthread_mutex_t *m)
{
    pthread_mutex_unlock(m);
}

void coroutine_fn bad(void);
void coroutine_fn good(void);
void coroutine_fn with_coroutine_lock(void);
void coroutine_fn through_helpers(void);
void coroutine_fn on_one_path(int x);
void coroutine_fn sometimes(bool locked);

void coroutine_fn bad(void)
{
    pthread_mutex_lock(&lock);
    qemu_coroutine_yield(); // error: 5 NS305 "qemu_coroutine_yield" related: "pthread_mutex_lock"
    pthread_mutex_unlock(&lock);
}

void coroutine_fn good(void)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    qemu_coroutine_yield(); // ok: NS305
}

void coroutine_fn with_coroutine_lock(void)
{
    qemu_co_mutex_lock(co_lock);
    qemu_coroutine_yield(); // ok: NS305
    qemu_co_mutex_unlock(co_lock);
}

void coroutine_fn through_helpers(void)
{
    lock_it(&lock);
    nap(); // error: 5 NS305 "nap" "qemu_coroutine_yield" step: "nap" step: "qemu_coroutine_yield"
    unlock_it(&lock);
    nap(); // ok: NS305
}

void coroutine_fn on_one_path(int x)
{
    pthread_mutex_lock(&lock);
    if (x < 0) {
        pthread_mutex_unlock(&lock);
        nap(); // ok: NS305
        return;
    }
    if (x > 10)
        nap(); // error: 9 NS305 "nap"
    pthread_mutex_unlock(&lock);
}

void coroutine_fn sometimes(bool locked)
{
    if (locked)
        pthread_mutex_lock(&lock);
    count++;
    if (!locked)
        nap(); // ok: NS305
    if (locked)
        pthread_mutex_unlock(&lock);
}
