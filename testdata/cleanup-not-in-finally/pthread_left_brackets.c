// args: --disable NS1 --disable NS2 --disable NS4
/* Brackets that a jump leaves and that are pushed anew: the loop does not pile them up. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void unlock(void *m)
{
    pthread_mutex_unlock(m);
}

static void note(void *unused)
{
    (void)unused;
}

static void *again_good(void *arg)
{
    int n = 0;
again:
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    pthread_cleanup_push(note, NULL);
    pthread_cleanup_push(note, arg);
    sleep(1);
    if (rand() && n++)
        goto again;
    pthread_cleanup_pop(0);
    if (rand() && n++)
        goto again;
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *again_bad(void *arg)
{
    int n = 0;
    pthread_mutex_lock(&lock);
again:
    pthread_cleanup_push(note, NULL);
    pthread_cleanup_push(note, arg);
    sleep(1);
    if (rand() && n++)
        goto again;
    pthread_cleanup_pop(0);
    if (rand() && n++)
        goto again;
    pthread_cleanup_pop(0);
    pthread_mutex_unlock(&lock); // warning: 5 NS301 "pthread_mutex_unlock" "sleep"
    return arg;
}

/* What is left and comes again is one bracket, which one end closes. */
static void *once_more(void *arg)
{
    int tried = 0;
    pthread_mutex_lock(&lock);
again:
    pthread_cleanup_push(unlock, &lock);
    if (!tried) {
        tried = 1;
        goto again;
    }
    pthread_cleanup_pop(0);
    sleep(1);
    pthread_mutex_unlock(&lock); // warning: 5 NS301 "pthread_mutex_unlock" "sleep"
    return arg;
}

int main(void)
{
    pthread_t a, b, c;
    pthread_create(&a, NULL, again_good, NULL);
    pthread_create(&b, NULL, again_bad, NULL);
    pthread_create(&c, NULL, once_more, NULL);
    pthread_cancel(a);
    pthread_cancel(b);
    pthread_cancel(c);
    return 0;
}
