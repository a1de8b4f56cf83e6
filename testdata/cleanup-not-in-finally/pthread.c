/* A thread that is cancelled runs the handlers that were pushed, and nothing else. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;

static void unlock(void *p)
{
    pthread_mutex_unlock(p);
}

static void *bad(void *arg)
{
    char *p = malloc(10);
    if (!p)
        return NULL;
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep" "malloc" "use pthread_cleanup_push" step: "malloc" step: "sleep" step: "free" related: "malloc" related: "sleep"
    return arg;
}

static void *good(void *arg)
{
    char *p = malloc(10);
    if (!p)
        return NULL;
    pthread_cleanup_push(free, p);
    sleep(1);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *bad_lock(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&ready, &lock);
    pthread_mutex_unlock(&lock); // warning: 5 NS301 "pthread_mutex_unlock" "pthread_cond_wait" "the lock"
    return arg;
}

static void *good_lock(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    pthread_cond_wait(&ready, &lock);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *popped_too_early(void *arg)
{
    char *p = malloc(10);
    pthread_cleanup_push(free, p);
    sleep(1);
    pthread_cleanup_pop(0);
    sleep(2);
    free(p); // warning: 5 NS301 "sleep"
    return arg;
}

static void *other_handler(void *arg)
{
    char *p = malloc(10), *q = malloc(20);
    pthread_cleanup_push(free, q);
    sleep(1);
    free(p); // warning: 5 NS301 "malloc"
    pthread_cleanup_pop(1);
    return arg;
}

static void *shielded(void *arg)
{
    int old;
    char *p = malloc(10);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    sleep(1);
    pthread_setcancelstate(old, NULL);
    free(p); // ok: NS301
    return arg;
}

static void *released_before(void *arg)
{
    char *p = malloc(10);
    free(p); // ok: NS301
    sleep(1);
    return arg;
}

static void wait_long(void)
{
    sleep(2);
}

static void *through_helper(void *arg)
{
    FILE *f = fopen("x", "r");
    if (f) {
        wait_long();
        fclose(f); // warning: 9 NS301 "fclose" "sleep" step: "fopen" step: "wait_long" step: "sleep"
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, bad, NULL);
    pthread_create(&t, NULL, good, NULL);
    pthread_create(&t, NULL, bad_lock, NULL);
    pthread_create(&t, NULL, good_lock, NULL);
    pthread_create(&t, NULL, popped_too_early, NULL);
    pthread_create(&t, NULL, other_handler, NULL);
    pthread_create(&t, NULL, shielded, NULL);
    pthread_create(&t, NULL, released_before, NULL);
    pthread_create(&t, NULL, through_helper, NULL);
    return pthread_cancel(t);
}
