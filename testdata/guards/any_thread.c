/* Each thread notes itself in its own place, through one helper: to be in that thread is not to be on the loop. The place
 * that only the loop's thread notes itself in tells. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

struct thread {
    pthread_t id;
};
struct worker {
    struct thread thread;
    int done;
};

static struct worker workers[4];
static pthread_t loop_thread;

static void get_self(struct thread *t)
{
    t->id = pthread_self();
}

static int is_self(const struct thread *t)
{
    return pthread_equal(pthread_self(), t->id);
}

static int on_loop(void)
{
    return pthread_equal(pthread_self(), loop_thread);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    get_self(&w->thread);
    w->done = 1;
    return NULL;
}

static void ask(struct worker *w)
{
    if (is_self(&w->thread))
        return;
    sleep(1);
}

static void pause_here(void)
{
    if (on_loop())
        return;
    sleep(1);
}

static void on_timer(uv_timer_t *t)
{
    ask(&workers[t->data != NULL]); // warning: 5 NS101 "ask" "sleep"
    pause_here();                   // ok: NS101
}

int main(void)
{
    uv_timer_t timer;
    pthread_t thread;
    loop_thread = pthread_self();
    pthread_create(&thread, NULL, work, &workers[1]);
    uv_timer_init(uv_default_loop(), &timer);
    uv_timer_start(&timer, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
