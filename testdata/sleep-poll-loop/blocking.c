/* Polling with a blocking sleep in callbacks of the loop, directly and through helpers. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

struct job {
    atomic_bool done;
    int state, result;
    pthread_mutex_t lock;
};

static void pause_ms(int ms)
{
    struct timespec t = {.tv_nsec = ms * 1000000L};
    nanosleep(&t, NULL);
}

static void work_and_pause(struct job *j)
{
    j->result++;
    printf("%d\n", j->result);
    j->state = 0;
    pause_ms(10);
}

static int job_phase(struct job *j)
{
    pthread_mutex_lock(&j->lock);
    int state = j->state;
    pthread_mutex_unlock(&j->lock);
    return state;
}

static void on_atomic(uv_timer_t *t)
{
    struct job *j = t->data;
    while (!atomic_load(&j->done)) // warning: 5 NS401 "usleep" "j->done" "uv_async_send"
        usleep(100);               // note: 9 NS101 "usleep"
}

static void on_helper(uv_timer_t *t)
{
    struct job *j = t->data;
    for (;;) { // warning: 5 NS401 "nanosleep" step: "tests 'job_phase(j)'" step: "calls 'pause_ms'" step: "calls 'nanosleep'"
        if (job_phase(j) == 3)
            break;
        printf("waiting\n");
        pause_ms(1); // warning: 9 NS101 "nanosleep"
    }
}

static void on_work(uv_timer_t *t)
{
    struct job *j = t->data;
    while (!atomic_load(&j->done)) // ok: NS401
        work_and_pause(j);         // warning: 9 NS101 "nanosleep"
}

/* An event tells when the descriptor is ready; there is none for memory. */
static void on_ready(uv_timer_t *t)
{
    struct job *j = t->data;
    char buf[8];
    while (read(j->state, buf, sizeof buf) < 0) { // warning: 5 NS401 "'EAGAIN'" "uv_read_start" step: "tries again after 'EAGAIN'"
        if (errno != EAGAIN)
            return;
        usleep(10); // note: 9 NS101 "usleep"
    }
    void *memory;
    while (!(memory = malloc(8))) // ok: NS401
        usleep(10);
    free(memory);
    while (write(j->state, buf, sizeof buf) < 0 && errno == EINTR) // ok: NS401
        continue;
}

/* The callback sets it itself: a retry. */
static void on_own(uv_timer_t *t)
{
    struct job *j = t->data;
    while (j->state < 3) { // ok: NS401
        j->state++;
        usleep(10); // note: 9 NS101 "usleep"
    }
}

/* Called by a callback, in a function of its own. */
static void wait_for(struct job *j)
{
    int tries = 0;
again:
    if (j->state != 3 && tries++ < 100) {
        usleep(10);
        goto again; // warning: 9 NS401 "j->state"
    }
}

static void on_call(uv_timer_t *t)
{
    wait_for(t->data); // note: 5 NS101 "usleep"
}

/* On a thread nobody else is kept. */
static void *on_thread(void *arg)
{
    struct job *j = arg;
    while (!atomic_load(&j->done)) // ok: NS401
        usleep(100);
    return NULL;
}

int main(void)
{
    static struct job job;
    uv_timer_t timer = {.data = &job};
    pthread_t thread;
    pthread_create(&thread, NULL, on_thread, &job);
    uv_timer_start(&timer, on_atomic, 1, 0);
    uv_timer_start(&timer, on_helper, 1, 0);
    uv_timer_start(&timer, on_work, 1, 0);
    uv_timer_start(&timer, on_own, 1, 0);
    uv_timer_start(&timer, on_ready, 1, 0);
    uv_timer_start(&timer, on_call, 1, 0);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
