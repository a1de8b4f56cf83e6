// args: --disable NS1 --disable NS2 --disable NS4
/* Handles on their way from pthread_create to pthread_cancel: copies, fields, arguments, results. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct worker {
    pthread_t tid;
    int running;
    struct worker *next;
};

struct pool {
    pthread_t timer;
    struct worker *workers;
};

struct known {
    pthread_t id;
    struct known *next;
};
static struct known *all_known;

static void *copied(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep" step: "the thread that begins with 'copied' is cancelled here"
    return arg;
}

static void *other_field(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

/* The handle is copied into a variable that has had others before. */
static void stop_worker(struct worker *w)
{
    pthread_t tid = w->tid;
    if (w->running)
        pthread_kill(tid, 0);
    tid = w->tid;
    pthread_cancel(tid);
}

static int start(pthread_t *ret, void *(*main_of)(void *), void *arg)
{
    return pthread_create(ret, NULL, main_of, arg);
}

static void *registered(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static void keep(pthread_t id)
{
    struct known *k = calloc(1, sizeof *k);
    if (!k)
        return;
    k->id = id;
    k->next = all_known;
    all_known = k;
}

static pthread_t start_known(void *(*main_of)(void *), void *arg)
{
    pthread_t id;
    pthread_create(&id, NULL, main_of, arg);
    keep(id);
    return id;
}

static void stop_known(void)
{
    for (struct known *k = all_known; k; k = k->next)
        pthread_cancel(k->id);
}

static void *own_entry(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static void *own_entry_left_alone(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

/* The entry is the wrapper's own, the handle its caller's. */
static int start_own(pthread_t *ret)
{
    return pthread_create(ret, NULL, own_entry, NULL);
}

static int start_own_left_alone(pthread_t *ret)
{
    return pthread_create(ret, NULL, own_entry_left_alone, NULL);
}

int main(void)
{
    struct worker w = {0}, self = {0};
    struct pool p = {0};
    pthread_t own, left;
    start(&w.tid, copied, NULL);
    start(&p.timer, other_field, NULL);
    start_known(registered, NULL);
    start_own(&own);
    start_own_left_alone(&left);
    self.tid = pthread_self(); /* among the others' handles, to be left out */
    w.next = &self;
    char *text = malloc(10);
    sleep(1);
    free(text); // ok: NS301
    stop_worker(&w);
    stop_known();
    pthread_cancel(own);
    return pthread_join(p.timer, NULL) + pthread_join(left, NULL);
}
