// args: --disable NS3
/* Polling with the framework's own sleep, and loops of the same shape that do not poll. */
#include <st.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

struct session {
    int ready, failed, stop, packets;
    st_cond_t changed;
};

int session_flush(struct session *s);
int session_connect(struct session *s);
bool session_is_closed(struct session *s);

static int stopping;

static void *wait_ready(void *arg)
{
    struct session *s = arg;
    while (!s->ready) // warning: 5 NS401 "st_usleep" "'s->ready'" "st_cond_wait" step: "tests 's->ready'" step: "'wait_ready' calls 'st_usleep'" related: "st_thread_create"
        st_usleep(1000);
    return NULL;
}

static void *wait_event(void *arg)
{
    struct session *s = arg;
    while (!s->ready) // ok: NS401
        st_cond_wait(s->changed);
    return NULL;
}

static void *wait_with_limit(void *arg)
{
    struct session *s = arg;
    for (int i = 0; i < 100; i++) { // warning: 5 NS401 "'s->failed'"
        if (s->failed)
            return s;
        st_usleep(10000);
    }
    return NULL;
}

static void *only_delay(void *arg)
{
    for (int i = 0; i < 100; i++) // ok: NS401
        st_usleep(10000);
    return arg;
}

static void *until_time(void *arg)
{
    st_utime_t end = st_utime() + 1000000;
    while (st_utime() < end) // ok: NS401
        st_usleep(10000);
    return arg;
}

static void *ticker(void *arg)
{
    for (;;) { // ok: NS401
        session_flush(arg);
        st_sleep(1);
    }
    return NULL;
}

static void *ticker_with_stop(void *arg)
{
    struct session *s = arg;
    while (!s->stop) { // ok: NS401
        session_flush(s);
        st_sleep(1);
    }
    return NULL;
}

static void *counter(void *arg)
{
    struct session *s = arg;
    while (!s->stop) { // ok: NS401
        s->failed = 0;
        st_sleep(1);
    }
    return NULL;
}

static void *retry(void *arg)
{
    while (session_connect(arg) < 0) // ok: NS401
        st_sleep(1);
    return NULL;
}

static void *global_flag(void *arg)
{
    do { // warning: 5 NS401 "'stopping'"
        st_sleep(1);
    } while (!stopping);
    return arg;
}

static void *by_question(void *arg)
{
    while (!session_is_closed(arg)) // warning: 5 NS401 "session_is_closed"
        st_sleep(1);
    return NULL;
}

static void *own_flag(void *arg)
{
    bool done = false;
    while (!done) { // ok: NS401
        done = session_flush(arg) == 0;
        st_sleep(1);
    }
    return NULL;
}

/* It works off what others leave, and sleeps when there is nothing. */
static void *consumer(void *arg)
{
    struct session *s = arg;
    for (;;) { // warning: 5 NS401 "'s->ready'"
        if (s->ready) {
            s->ready = 0;
            session_flush(s);
        }
        st_usleep(1000);
    }
    return NULL;
}

void session_notify(struct session *s);
void session_notify(struct session *s)
{
    s->ready = 1;
}

/* A setting decides whether there is work, nobody consumes it. */
static void *optional_work(void *arg)
{
    struct session *s = arg;
    while (!s->stop) { // ok: NS401
        if (s->failed)
            session_flush(s);
        st_sleep(1);
    }
    return NULL;
}

/* Only the loop itself counts it down. */
static void *countdown(void *arg)
{
    struct session *s = arg;
    for (;;) { // ok: NS401
        if (s->packets) {
            s->packets -= 2;
            session_flush(s);
        }
        st_sleep(1);
    }
    return NULL;
}

int main(void)
{
    struct session s = {0};
    st_init();
    st_thread_create(wait_ready, &s, 0, 0);
    st_thread_create(wait_event, &s, 0, 0);
    st_thread_create(wait_with_limit, &s, 0, 0);
    st_thread_create(only_delay, &s, 0, 0);
    st_thread_create(until_time, &s, 0, 0);
    st_thread_create(ticker, &s, 0, 0);
    st_thread_create(ticker_with_stop, &s, 0, 0);
    st_thread_create(counter, &s, 0, 0);
    st_thread_create(retry, &s, 0, 0);
    st_thread_create(global_flag, &s, 0, 0);
    st_thread_create(by_question, &s, 0, 0);
    st_thread_create(own_flag, &s, 0, 0);
    st_thread_create(consumer, &s, 0, 0);
    st_thread_create(optional_work, &s, 0, 0);
    st_thread_create(countdown, &s, 0, 0);
    while (!s.ready) // ok: NS401
        st_sleep(1);
    return 0;
}
