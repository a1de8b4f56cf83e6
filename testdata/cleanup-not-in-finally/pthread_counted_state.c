// args: --disable NS1 --disable NS2 --disable NS4
/* Locks that keep cancellation out as long as they are held, by functions of the program's own that count. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static __thread int nested, first;
static pthread_mutex_t outer = PTHREAD_MUTEX_INITIALIZER, inner = PTHREAD_MUTEX_INITIALIZER;

static void keep_out(void)
{
    int old;
    if (pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old) == 0) {
        if (!nested)
            first = old;
        nested++;
    }
}

static void let_in(void)
{
    int old;
    if (--nested == 0)
        pthread_setcancelstate(first, &old);
}

static int lock(pthread_mutex_t *m)
{
    keep_out();
    int ret = pthread_mutex_lock(m);
    if (ret != 0) {
        let_in();
        fprintf(stderr, "no lock\n");
    }
    return ret;
}

static int unlock(pthread_mutex_t *m)
{
    int ret = pthread_mutex_unlock(m);
    if (ret == 0)
        let_in();
    return ret;
}

/* It lets cancellation in again while the lock is held. */
static int lock_open(pthread_mutex_t *m)
{
    keep_out();
    int ret = pthread_mutex_lock(m);
    if (ret == 0)
        let_in();
    return ret;
}

static void *counted(void *arg)
{
    lock(&outer);
    lock(&inner);
    sleep(1);
    unlock(&inner);
    sleep(1);
    unlock(&outer); // ok: NS301
    return arg;
}

/* Each of three is given back before cancellation is let in. */
static void *counted_in_turn(void *arg)
{
    static pthread_mutex_t third = PTHREAD_MUTEX_INITIALIZER;
    lock(&outer);
    lock(&inner);
    lock(&third);
    unlock(&third);
    unlock(&inner);
    sleep(1);
    unlock(&outer); // ok: NS301
    return arg;
}

static void *one_too_many(void *arg)
{
    char *p = malloc(10);
    lock(&outer);
    lock(&inner);
    unlock(&inner);
    unlock(&outer);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

/* What a helper keeps out it lets in again. */
static void helper(void)
{
    lock(&inner);
    unlock(&inner);
}

static void *behind_helpers(void *arg)
{
    char *p;
    helper();
    helper();
    p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    lock(&outer);
    helper();
    sleep(1);
    unlock(&outer); // ok: NS301
    return arg;
}

static void *open_again(void *arg)
{
    lock_open(&outer);
    sleep(1);
    pthread_mutex_unlock(&outer); // warning: 5 NS301 "sleep"
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {counted, counted_in_turn, one_too_many, behind_helpers, open_again};
    pthread_t t;
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        pthread_create(&t, NULL, all[i], NULL);
        pthread_cancel(t);
        pthread_join(t, NULL);
    }
    return 0;
}
