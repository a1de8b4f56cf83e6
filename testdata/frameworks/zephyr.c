/* Zephyr: timer functions run in the clock's interrupt, work handlers share a queue's thread; K_NO_WAIT does not wait. */
#include <zephyr/kernel.h>

static struct k_sem sem;
static struct k_mutex mutex;
static struct k_msgq queue;
static struct k_timer dynamic;
static struct k_work_delayable later;

static void on_expiry(struct k_timer *timer)
{
    int item = 1;
    (void)timer;
    k_msleep(5);                     // note: 5 NS101 "k_timer_start" related: "k_timer_init"
    if (k_sem_take(&sem, K_FOREVER)) // error: 9 NS105 "K_NO_WAIT"
        return;
    if (k_sem_take(&sem, K_NO_WAIT)) // ok: NS105
        return;
    if (k_msgq_put(&queue, &item, K_MSEC(10))) // error: 9 NS105
        return;
    k_busy_wait(10); // ok: NS101
}

static void on_stop(struct k_timer *timer)
{
    (void)timer;
    if (k_mutex_lock(&mutex, K_FOREVER)) // error: 9 NS105
        return;
    if (k_mutex_unlock(&mutex))
        return;
}

static void on_static_expiry(struct k_timer *timer)
{
    (void)timer;
    k_msleep(6); // note: 5 NS101 related: "expiry_fn"
}
K_TIMER_DEFINE(fixed, on_static_expiry, NULL);

static void on_work(struct k_work *work)
{
    (void)work;
    if (k_sleep(K_MSEC(7))) // error: 9 NS101 related: "k_work_init_delayable"
        return;
}

static void on_static_work(struct k_work *work)
{
    (void)work;
    k_msleep(8); // note: 5 NS101 related: "handler"
}
K_WORK_DEFINE(static_work, on_static_work);

static void good(struct k_work *work)
{
    k_sem_give(&sem); // ok: NS105
    if (k_work_submit(work) < 0)
        return;
}
K_WORK_DEFINE(good_work, good);

static void give_or_wait(void)
{
    if (!k_is_in_isr())
        k_msleep(9); // ok: NS101
}

static void on_guarded(struct k_timer *timer)
{
    (void)timer;
    give_or_wait(); // ok: NS101
}
K_TIMER_DEFINE(guarded, on_guarded, NULL);

static void thread(void *a, void *b, void *c)
{
    (void)a, (void)b, (void)c;
    k_msleep(10); // ok: NS101
}

k_tid_t start(struct k_thread *t, k_thread_stack_t *stack);

k_tid_t start(struct k_thread *t, k_thread_stack_t *stack)
{
    k_timer_init(&dynamic, on_expiry, on_stop);
    k_timer_start(&dynamic, K_MSEC(10), K_NO_WAIT);
    k_work_init_delayable(&later, on_work);
    k_work_submit(&static_work);
    return k_thread_create(t, stack, 1024, thread, NULL, NULL, NULL, 5, 0, K_NO_WAIT);
}
