// args: --disable NS1 --disable NS2 --disable NS4
/* A mutex of threads in the coroutines of State Threads: through fields, wrappers, loops, states. */
#include <pthread.h>
#include <st.h>
#include <stddef.h>

struct queue {
    pthread_mutex_t lock, other;
    st_mutex_t st_lock;
    int len, state;
};

static void lock_queue(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
}

static void unlock_queue(struct queue *q)
{
    pthread_mutex_unlock(&q->lock);
}

static int pause_a_bit(void)
{
    return st_usleep(10);
}

static void *fields(void *arg)
{
    struct queue *q = arg;
    pthread_mutex_lock(&q->lock);
    pthread_mutex_lock(&q->other);
    pthread_mutex_unlock(&q->lock);
    int rc = st_sleep(1); // error: 14 NS305 "st_sleep"
    pthread_mutex_unlock(&q->other);
    return rc < 0 ? NULL : arg;
}

static void *fields_good(void *arg)
{
    struct queue *q = arg;
    pthread_mutex_lock(&q->lock);
    pthread_mutex_lock(&q->other);
    pthread_mutex_unlock(&q->lock);
    pthread_mutex_unlock(&q->other);
    int rc = st_sleep(1); // ok: NS305
    return rc < 0 ? NULL : arg;
}

static void *wrappers(void *arg)
{
    struct queue *q = arg;
    lock_queue(q);
    while (!q->len)
        if (pause_a_bit() < 0) // error: 13 NS305 "pause_a_bit" "st_usleep" step: "lock_queue" step: "pause_a_bit" step: "st_usleep"
            break;
    unlock_queue(q);
    return arg;
}

static void *wrappers_good(void *arg)
{
    struct queue *q = arg;
    lock_queue(q);
    while (!q->len) {
        unlock_queue(q);
        if (pause_a_bit() < 0) // ok: NS305
            return NULL;
        lock_queue(q);
    }
    unlock_queue(q);
    return arg;
}

static void *states(void *arg)
{
    struct queue *q = arg;
    for (;;) {
        switch (q->state) {
        case 0:
            lock_queue(q);
            q->state = 1;
            if (pause_a_bit() < 0) { // error: 17 NS305 "pause_a_bit"
                unlock_queue(q);
                return NULL;
            }
            unlock_queue(q);
            break;
        case 1:
            lock_queue(q);
            q->state = 2;
            unlock_queue(q);
            if (pause_a_bit() < 0) // ok: NS305
                return NULL;
            break;
        default:
            return arg;
        }
    }
}

static void *its_own_lock(void *arg)
{
    struct queue *q = arg;
    if (st_mutex_lock(q->st_lock) < 0)
        return NULL;
    int rc = pause_a_bit(); // ok: NS305
    st_mutex_unlock(q->st_lock);
    return rc < 0 ? NULL : arg;
}

static void *tried(void *arg)
{
    struct queue *q = arg;
    if (pthread_mutex_trylock(&q->lock) == 0)
        pthread_mutex_unlock(&q->lock);
    return pause_a_bit() < 0 ? NULL : arg; // ok: NS305
}

static void *chain(void *arg)
{
    struct queue *q = arg;
    void *result = NULL;
    lock_queue(q);
    if (!q->len)
        goto out;
    q->len--;
    result = arg;
out:
    unlock_queue(q);
    return pause_a_bit() < 0 ? NULL : result; // ok: NS305
}

static void *on_thread(void *arg)
{
    lock_queue(arg);
    unlock_queue(arg);
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {fields, fields_good,  wrappers, wrappers_good,
                                           states, its_own_lock, tried,    chain};
    struct queue q = {.len = 1};
    pthread_t t;
    if (st_init() < 0 || pthread_create(&t, NULL, on_thread, &q))
        return 1;
    q.st_lock = st_mutex_new();
    for (unsigned i = 0; i < 8; i++)
        st_thread_create(all[i], &q, 0, 0);
    st_thread_exit(NULL);
    return 0;
}
