/* Waits for what has been done at once where this is the loop's own thread. */
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>
#include <uv.h>

struct job {
    bool done;
    int result;
};

static pthread_t loop_thread;
static uv_async_t wake;

static bool on_loop(void)
{
    return pthread_equal(pthread_self(), loop_thread);
}

static void hand_over(void (*f)(void *), void *data)
{
    wake.data = data;
    (void)f;
    uv_async_send(&wake);
}

static void run_on_loop(void (*f)(void *), void *data)
{
    if (on_loop())
        (*f)(data);
    else
        hand_over(f, data);
}

static void count(void *data)
{
    struct job *j = data;
    j->result++;
    j->done = true;
}

static void touch(void *data)
{
    struct job *j = data;
    j->result++;
}

static void set(void *data)
{
    int *done = data;
    *done = 1;
}

static void do_it(struct job *j)
{
    j->done = j->result >= 0;
}

static void enqueue(struct job *j)
{
    hand_over(count, j);
}

static int counted(void)
{
    struct job j = {false, 0};
    run_on_loop(count, &j);
    while (!j.done)
        usleep(20000);
    return j.result;
}

static void is_set(void)
{
    int done = 0;
    run_on_loop(set, &done);
    while (done == 0)
        usleep(20000);
}

static void in_one_function(struct job *j)
{
    if (on_loop())
        do_it(j);
    else
        enqueue(j);
    while (!j->done)
        usleep(20000);
}

static int always_handed_over(void)
{
    struct job j = {false, 0};
    hand_over(count, &j);
    while (!j.done) // warning: 5 NS401
        usleep(20000);
    return j.result;
}

static int another_field(void)
{
    struct job j = {false, 0};
    run_on_loop(touch, &j);
    while (!j.done) // warning: 5 NS401
        usleep(20000);
    return j.result;
}

static int another_object(struct job *other)
{
    struct job j = {false, 0};
    run_on_loop(count, &j);
    while (!other->done) // warning: 5 NS401
        usleep(20000);
    return j.result;
}

static void without_a_guard(struct job *j)
{
    do_it(j);
    while (!j->done) // warning: 5 NS401
        usleep(20000);
}

static void sometimes(struct job *j, int n)
{
    if (n && on_loop())
        do_it(j);
    else
        enqueue(j);
    while (!j->done) // warning: 5 NS401
        usleep(20000);
}

static void on_timer(uv_timer_t *t)
{
    counted();                // ok: NS101, NS401
    is_set();                 // ok: NS101, NS401
    in_one_function(t->data); // ok: NS101, NS401
    always_handed_over();     // warning: 5 NS101
    another_field();          // warning: 5 NS101
    another_object(t->data);  // warning: 5 NS101
    without_a_guard(t->data); // warning: 5 NS101
    sometimes(t->data, 1);    // warning: 5 NS101
}

int start(uv_timer_t *t)
{
    loop_thread = pthread_self();
    return uv_timer_start(t, on_timer, 1, 1);
}
