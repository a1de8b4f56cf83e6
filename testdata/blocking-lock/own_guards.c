/* Guards of the project's own: a cleanup attribute gives back what the call that made the guard has taken. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER, o = PTHREAD_MUTEX_INITIALIZER;
static int count;
static inline pthread_mutex_t *take(pthread_mutex_t *mutex)
{
    pthread_mutex_lock(mutex);
    return mutex;
}
static inline void give(pthread_mutex_t **mutex)
{
    if (!*mutex)
        return;
    pthread_mutex_unlock(*mutex);
    *mutex = NULL;
}
#define WITH(x) for (pthread_mutex_t *_g __attribute__((cleanup(give))) = take(x), *_once = NULL; _once == NULL; _once = (void *)1)
#define HOLD(x) pthread_mutex_t *_h __attribute__((cleanup(give))) = take(x)
static void add(int k)
{
    WITH(&m) {
        if (k)
            break;
        count++;
    }
}
static void get(int k)
{
    HOLD(&n);
    count += k;
}
static void *worker(void *arg)
{
    add(1);
    get(2);
    sleep(10);
    WITH(&o) {
        sleep(10);
    }
    return arg;
}
static void on_timer(uv_timer_t *t)
{
    (void)t;
    add(2); // ok: NS105
    get(2); // ok: NS105
    WITH(&o) { // warning: 5 NS105 "take" "pthread_mutex_lock"
        count++;
    }
}
int main(void)
{
    uv_timer_t t;
    pthread_t p;
    pthread_create(&p, NULL, worker, NULL);
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
