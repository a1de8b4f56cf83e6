/* A flag that says that the loop's thread is noted, beside the comparison: where it is not set, no loop runs yet. */
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>
#include <uv.h>

static pthread_t owner;
static bool owner_known, verbose;

static void remember(void)
{
    owner = pthread_self();
    owner_known = true;
}

static bool is_owner(void)
{
    return owner_known && pthread_equal(pthread_self(), owner);
}

static bool is_other(void)
{
    return !owner_known || !pthread_equal(pthread_self(), owner);
}

static bool is_verbose_owner(void)
{
    return verbose && pthread_equal(pthread_self(), owner);
}

static void settle(void)
{
    if (is_owner())
        return;
    usleep(100000); // ok: NS101
}

static void settle_inline(void)
{
    if (owner_known && pthread_equal(pthread_self(), owner))
        return;
    usleep(100000); // ok: NS101
}

static void settle_other(void)
{
    if (is_other())
        usleep(100000); // ok: NS101
}

static void settle_wrong(void)
{
    if (is_owner())
        usleep(100000);
}

static void settle_quiet(void)
{
    if (is_verbose_owner())
        return;
    usleep(100000);
}

/* The loop runs also where nobody holds it. */
static pthread_t holder;

static void release(void)
{
    holder = 0;
}

static void settle_free(void)
{
    if (!holder)
        usleep(100000);
    holder = pthread_self();
}

static void on_timer(uv_timer_t *t)
{
    settle_free(); // warning: 5 NS101 "settle_free" step: "usleep"
    release();
    settle();
    settle_inline();
    settle_other();
    settle_wrong(); // warning: 5 NS101 "settle_wrong" step: "usleep"
    settle_quiet(); // warning: 5 NS101 "settle_quiet" step: "usleep"
}

static void *work(void *arg)
{
    settle();
    verbose = arg != NULL;
    return arg;
}

int main(void)
{
    pthread_t th;
    uv_timer_t t;

    remember();
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    pthread_create(&th, NULL, work, NULL);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
