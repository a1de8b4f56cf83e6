// args: --disable NS1 --disable NS2 --disable NS4
/* Waits that are macros: a protothread returns with the lock held. */
#include <aco.h>
#include <pt.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ready;

static PT_THREAD(bad(struct pt *pt))
{
    PT_BEGIN(pt);
    pthread_mutex_lock(&lock);
    PT_WAIT_UNTIL(pt, ready); // error: 5 NS305 "PT_WAIT_UNTIL"
    pthread_mutex_unlock(&lock);
    PT_YIELD(pt); // ok: NS305
    PT_END(pt);
}

static PT_THREAD(good(struct pt *pt))
{
    PT_BEGIN(pt);
    PT_WAIT_UNTIL(pt, ready); // ok: NS305
    pthread_mutex_lock(&lock);
    ready = 0;
    pthread_mutex_unlock(&lock);
    PT_YIELD(pt); // ok: NS305
    PT_END(pt);
}

static void co_bad(void)
{
    pthread_mutex_lock(&lock);
    aco_yield(); // error: 5 NS305 "aco_yield"
    pthread_mutex_unlock(&lock);
    aco_exit();
}

static void co_good(void)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    aco_yield(); // ok: NS305
    aco_exit();
}

static void *on_thread(void *arg)
{
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    struct pt a, b;
    pthread_t t;
    PT_INIT(&a);
    PT_INIT(&b);
    pthread_create(&t, NULL, on_thread, NULL);
    bad(&a);
    good(&b);
    aco_thread_init(NULL);
    aco_t *main_co = aco_create(NULL, NULL, 0, NULL, NULL);
    aco_share_stack_t *stack = aco_share_stack_new(0);
    aco_resume(aco_create(main_co, stack, 0, co_bad, NULL));
    aco_resume(aco_create(main_co, stack, 0, co_good, NULL));
    return 0;
}
