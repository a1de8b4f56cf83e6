// args: --disable NS1 --disable NS2 --disable NS304 --disable NS4
/* Locks that are held only where the call said so, and who asks how. */
#include <errno.h>
#include <pthread.h>
#include <st.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t table = PTHREAD_RWLOCK_INITIALIZER;
static int closed;

struct queue {
    pthread_mutex_t m;
    int len;
};

static void *tested(void *arg)
{
    if (pthread_mutex_trylock(&lock) == 0) {
        st_usleep(1); // error: 9 NS305 "st_usleep" related: "pthread_mutex_trylock"
        pthread_mutex_unlock(&lock);
    } else {
        st_usleep(1); // ok: NS305
    }
    if (pthread_mutex_trylock(&lock) == EBUSY) {
        st_usleep(1); // ok: NS305
        return arg;
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *returns_early(void *arg)
{
    if (pthread_rwlock_trywrlock(&table))
        return NULL;
    st_usleep(1); // error: 5 NS305 "st_usleep"
    pthread_rwlock_unlock(&table);
    return arg;
}

static void *kept_in_local(void *arg)
{
    struct timespec end = {0};
    int rc = pthread_mutex_timedlock(&lock, &end);
    if (rc == 0) {
        st_usleep(1); // error: 9 NS305 "st_usleep"
        pthread_mutex_unlock(&lock);
    }
    rc = pthread_mutex_trylock(&lock);
    if (!rc)
        pthread_mutex_unlock(&lock);
    st_usleep(1); // ok: NS305
    return arg;
}

static void *tries_until(void *arg)
{
    while (pthread_mutex_trylock(&lock) != 0)
        st_usleep(1); // ok: NS305
    pthread_mutex_unlock(&lock);
    return arg;
}

/* ---- functions of the program ---- */

static int try_lock(struct queue *q)
{
    return pthread_mutex_trylock(&q->m);
}

static int got_lock(void)
{
    if (pthread_mutex_trylock(&lock) != 0)
        return 0;
    return 1;
}

static int lock_if_open(void)
{
    if (closed)
        return -1;
    pthread_mutex_lock(&lock);
    return 0;
}

static void lock_maybe(int wanted)
{
    if (wanted)
        pthread_mutex_lock(&lock);
}

static void *through_result(void *arg)
{
    struct queue *q = arg;
    if (try_lock(q) == 0) {
        st_usleep(1); // error: 9 NS305 "st_usleep" related: "try_lock"
        pthread_mutex_unlock(&q->m);
    }
    if (try_lock(q) != 0)
        st_usleep(1); // ok: NS305
    else
        pthread_mutex_unlock(&q->m);
    return arg;
}

static void *through_opposite(void *arg)
{
    if (got_lock()) {
        st_usleep(1); // error: 9 NS305 "st_usleep"
        pthread_mutex_unlock(&lock);
    }
    if (!got_lock()) {
        st_usleep(1); // ok: NS305
        return arg;
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *through_error(void *arg)
{
    if (lock_if_open() < 0) {
        st_usleep(1); // ok: NS305
        return NULL;
    }
    st_usleep(1); // error: 5 NS305 "st_usleep" related: "lock_if_open"
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *result_says_nothing(void *arg)
{
    lock_maybe(arg != NULL);
    st_usleep(1); // ok: NS305
    return arg;
}

/* ---- streams ---- */

static void *stream(void *arg)
{
    flockfile(stdout);
    st_usleep(1); // error: 5 NS305 "st_usleep" related: "flockfile"
    funlockfile(stdout);
    if (ftrylockfile(stdout) == 0) {
        putchar_unlocked('x');
        funlockfile(stdout);
    }
    st_usleep(1); // ok: NS305
    return arg;
}

int main(void)
{
    st_init();
    st_thread_create(tested, NULL, 0, 0);
    st_thread_create(returns_early, NULL, 0, 0);
    st_thread_create(kept_in_local, NULL, 0, 0);
    st_thread_create(tries_until, NULL, 0, 0);
    st_thread_create(through_result, NULL, 0, 0);
    st_thread_create(through_opposite, NULL, 0, 0);
    st_thread_create(through_error, NULL, 0, 0);
    st_thread_create(result_says_nothing, NULL, 0, 0);
    st_thread_create(stream, NULL, 0, 0);
    st_thread_exit(NULL);
    return 0;
}
