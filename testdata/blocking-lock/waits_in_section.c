/* Who holds the lock waits for others meanwhile: for the loop, so that neither goes on, for a thread. A condition gives it back. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <uv.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int len;
};

static pthread_mutex_t asked = PTHREAD_MUTEX_INITIALIZER, joined = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER,
                       inner = PTHREAD_MUTEX_INITIALIZER, nested = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static sem_t answer;
static uv_async_t ask;
static struct queue queue = {.lock = PTHREAD_MUTEX_INITIALIZER};
static int n;

static void on_ask(uv_async_t *a)
{
    pthread_mutex_lock(&asked); // error: 5 NS105 certainty: "always" related: "holds it while 'sem_wait' blocks" related: "it waits for 'sem_post' here, in 'on_ask'"
    n++;
    pthread_mutex_unlock(&asked);
    sem_post(&answer);
    (void)a;
}

static void on_timer(uv_timer_t *t)
{
    pthread_mutex_lock(&joined); // error: 5 NS105 related: "pthread_join"
    pthread_mutex_unlock(&joined);
    pthread_mutex_lock(&other); // error: 5 NS105 related: "pthread_cond_wait"
    pthread_mutex_unlock(&other);
    pthread_mutex_lock(&queue.lock); // ok: NS105
    queue.len++;
    pthread_mutex_unlock(&queue.lock);
    pthread_mutex_lock(&nested); // ok: NS105
    pthread_mutex_unlock(&nested);
    (void)t;
}

static void *asks(void *arg)
{
    pthread_mutex_lock(&asked);
    uv_async_send(&ask);
    sem_wait(&answer);
    pthread_mutex_unlock(&asked);
    return arg;
}

static void *joins(void *arg)
{
    pthread_mutex_lock(&joined);
    pthread_join(*(pthread_t *)arg, NULL);
    pthread_mutex_unlock(&joined);
    return NULL;
}

static void *waits_with_another(void *arg)
{
    pthread_mutex_lock(&other);
    pthread_mutex_lock(&inner);
    while (n == 0)
        pthread_cond_wait(&ready, &inner);
    pthread_mutex_unlock(&inner);
    pthread_mutex_unlock(&other);
    return arg;
}

static void *nests(void *arg)
{
    pthread_mutex_lock(&nested);
    pthread_mutex_lock(&inner);
    n++;
    pthread_mutex_unlock(&inner);
    pthread_mutex_unlock(&nested);
    return arg;
}

static void wait_filled(struct queue *q)
{
    while (q->len == 0)
        pthread_cond_wait(&q->filled, &q->lock);
}

static void *consumes(void *arg)
{
    struct queue *q = arg;
    pthread_mutex_lock(&q->lock);
    wait_filled(q);
    q->len--;
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

int main(void)
{
    static uv_timer_t timer;
    static pthread_t t[5];
    uv_loop_t *loop = uv_default_loop();
    uv_async_init(loop, &ask, on_ask);
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 1, 1);
    pthread_create(&t[0], NULL, asks, NULL);
    pthread_create(&t[1], NULL, joins, &t[0]);
    pthread_create(&t[2], NULL, waits_with_another, NULL);
    pthread_create(&t[3], NULL, nests, NULL);
    pthread_create(&t[4], NULL, consumes, &queue);
    return uv_run(loop, UV_RUN_DEFAULT);
}
