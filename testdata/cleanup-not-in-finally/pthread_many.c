// args: --disable NS1 --disable NS2 --disable NS4
/* More than 63 calls that cancel, a handle that goes through twenty variables, more than 16 handlers and 9 kept states
 * in one function, a wrapper that calls itself. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_t spare[64], late, other, far, near, made, kept;
static pthread_t h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19, h20;

/* ---- calls that cancel ---- */

#define EIGHT(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#define CANCEL(N) pthread_cancel(spare[N]);
static void cancel_many(void)
{
    EIGHT(CANCEL) EIGHT(CANCEL) EIGHT(CANCEL) EIGHT(CANCEL) EIGHT(CANCEL) EIGHT(CANCEL) EIGHT(CANCEL) EIGHT(CANCEL)
    pthread_cancel(late);
}

static void *cancelled_late(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static void *never_cancelled(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

/* ---- a handle on its way ---- */

static void cancel_far(void)
{
    pthread_cancel(h20);
}

static void hand_on(void)
{
    h20 = h19, h19 = h18, h18 = h17, h17 = h16, h16 = h15, h15 = h14, h14 = h13, h13 = h12, h12 = h11, h11 = h10;
    h10 = h9, h9 = h8, h8 = h7, h7 = h6, h6 = h5, h5 = h4, h4 = h3, h3 = h2, h2 = h1, h1 = far;
    near = h20;
}

static void *cancelled_far(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

/* ---- handlers ---- */

static void nothing(void *arg)
{
    (void)arg;
}

#define HANDLER(N)                                                                                                             \
    pthread_cleanup_push(nothing, arg);                                                                                        \
    pthread_cleanup_pop(N);
static void *handlers(void *arg)
{
    EIGHT(HANDLER) EIGHT(HANDLER)
    char *p = malloc(10);
    pthread_cleanup_push(free, p);
    sleep(1);
    pthread_cleanup_pop(0);
    free(p); // ok: NS301
    p = malloc(20);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

/* ---- states of cancellation ---- */

#define KEEP_OUT(N)                                                                                                            \
    int was_##N;                                                                                                               \
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &was_##N);
static void *states(void *arg)
{
    int first;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &first);
    EIGHT(KEEP_OUT)
    int last;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &last);
    char *p = malloc(10);
    pthread_setcancelstate(was_0, NULL);
    pthread_setcancelstate(was_1, NULL);
    pthread_setcancelstate(was_2, NULL);
    pthread_setcancelstate(was_3, NULL);
    pthread_setcancelstate(was_4, NULL);
    pthread_setcancelstate(was_5, NULL);
    pthread_setcancelstate(was_6, NULL);
    pthread_setcancelstate(was_7, NULL);
    pthread_setcancelstate(last, NULL);
    sleep(1);
    free(p); // ok: NS301
    p = malloc(20);
    pthread_setcancelstate(first, NULL);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

/* ---- wrappers ---- */

static void start_again(pthread_t *handle, void *(*begin)(void *), int tries)
{
    if (pthread_create(handle, NULL, begin, NULL) && tries)
        start_again(handle, begin, tries - 1);
}

static void *begun(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static void *begun_for_good(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

int main(void)
{
    pthread_t with_handlers, with_states;
    for (int i = 0; i < 64; i++)
        pthread_create(&spare[i], NULL, handlers, NULL);
    pthread_create(&late, NULL, cancelled_late, NULL);
    pthread_create(&other, NULL, never_cancelled, NULL);
    pthread_create(&far, NULL, cancelled_far, NULL);
    pthread_create(&with_handlers, NULL, handlers, NULL);
    pthread_create(&with_states, NULL, states, NULL);
    start_again(&made, begun, 3);
    start_again(&kept, begun_for_good, 3);
    hand_on();
    cancel_many();
    cancel_far();
    pthread_cancel(with_handlers);
    pthread_cancel(with_states);
    pthread_cancel(made);
    pthread_join(other, NULL);
    return 0;
}
