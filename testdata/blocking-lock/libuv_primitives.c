#include <uv.h>

static uv_mutex_t lock;
static uv_cond_t cond;
static uv_sem_t sem;
static uv_thread_t thread;

static void on_async(uv_async_t *h)
{
    (void)h;
    uv_sem_wait(&sem);         // error: 5 NS105
    uv_cond_wait(&cond, &lock); // error: 5 NS105
    uv_thread_join(&thread);   // error: 5 NS105
}

static void on_async_good(uv_async_t *h)
{
    (void)h;
    if (uv_sem_trywait(&sem) == 0) // ok: NS105
        uv_sem_post(&sem);         // ok: NS105
    if (uv_mutex_trylock(&lock) == 0) // ok: NS105
        uv_mutex_unlock(&lock);
}

void start(uv_loop_t *loop, uv_async_t *h)
{
    uv_async_init(loop, h, on_async);
    uv_async_init(loop, h, on_async_good);
}
