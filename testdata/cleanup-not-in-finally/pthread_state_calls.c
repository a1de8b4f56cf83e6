// args: --disable NS1 --disable NS2 --disable NS4
/* The cancel state goes down the calls of the thread's entry, and back up from helpers that set it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int stop;

static int receive(int fd, char *to)
{
    char *copy = malloc(100);
    int n = (int)read(fd, to, 100);
    free(copy); // warning: 5 NS301 "free" "read"
    return n;
}

static void handle(int fd, const char *text)
{
    pthread_mutex_lock(&lock);
    if (write(fd, text, 1) != 1)
        stop = 1;
    pthread_mutex_unlock(&lock); // ok: NS301
}

/* Cancellation is let in around the wait for requests only. */
static void *server(void *arg)
{
    char buffer[100];
    while (!stop) {
        pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
        int n = receive(0, buffer);
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
        if (n <= 0)
            continue;
        handle(1, buffer);
    }
    return arg;
}

static void log_inside(const char *text)
{
    int state;
    pthread_mutex_lock(&lock);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    if (write(2, text, 1) != 1)
        stop = 1;
    pthread_setcancelstate(state, NULL);
    pthread_mutex_unlock(&lock); // ok: NS301
}

/* Nothing that the callee waits for can be cancelled. */
static void *through_shielded_callee(void *arg)
{
    char *p = malloc(10);
    log_inside("x");
    free(p); // ok: NS301
    return arg;
}

static void log_open(const char *text)
{
    int state;
    pthread_mutex_lock(&lock);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    stop = 0;
    pthread_setcancelstate(state, NULL);
    if (write(2, text, 1) != 1)
        stop = 1;
    pthread_mutex_unlock(&lock); // warning: 5 NS301 "pthread_mutex_unlock" "write"
}

static void *through_open_callee(void *arg)
{
    char *p = malloc(10);
    log_open("x");
    free(p); // warning: 5 NS301 "free" "write"
    return arg;
}

static void guarded_consumer(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

static void open_consumer(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
}

/* Lets it in, and puts the state back that it was called in. */
static void consume(void)
{
    int state;
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &state);
    open_consumer();
    pthread_setcancelstate(state, NULL);
    guarded_consumer();
}

static void *consumer(void *arg)
{
    int state;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    while (!stop) {
        consume();
        guarded_consumer();
    }
    pthread_setcancelstate(state, NULL);
    return arg;
}

static int hold_off(void)
{
    int state;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    return state;
}

static void let_go(int state)
{
    pthread_setcancelstate(state, NULL);
}

static void *by_wrappers(void *arg)
{
    char *p = malloc(10), *q;
    int state = hold_off();
    sleep(1);
    let_go(state);
    free(p); // ok: NS301
    q = malloc(10);
    sleep(1);
    free(q); // warning: 5 NS301 "free" "sleep"
    return arg;
}

/* The same flag decides both times. */
static void sometimes(int shield)
{
    int state;
    if (shield)
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    stop++;
    if (shield)
        pthread_setcancelstate(state, NULL);
}

static void *after_sometimes(void *arg)
{
    char *p = malloc(10);
    sometimes(arg != NULL);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static void below_sometimes(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

/* Which way leads to what needs it cannot be told. */
static void *kept_out_on_some_way(void *arg)
{
    int state, shield = arg != NULL;
    if (shield)
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    below_sometimes();
    if (shield)
        pthread_setcancelstate(state, NULL);
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {server,      through_shielded_callee, through_open_callee, consumer,
                                           by_wrappers, after_sometimes,         kept_out_on_some_way};
    pthread_t t;
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        pthread_create(&t, NULL, all[i], NULL);
        pthread_cancel(t);
        pthread_join(t, NULL);
    }
    return 0;
}
