// args: --rules called_back.yaml
/* What a library calls back only inside a call of its own runs where that call is made: on the loop, in a thread, or at
 * the start. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

struct session {
    void (*on_key)(void);
};

void session_new(struct session *s);
void session_set_verify(struct session *s, void (*verify)(void));
void session_set_log(struct session *s, void (*log)(void));
int session_drive(struct session *s);
int session_close(struct session *s);
void session_each(struct session *s, void (*fn)(void));

static struct session *session;

static void on_key(void)
{
    pause(); // error: 5 NS101 related: "session_drive"
}

static void verify(void)
{
    pause(); // error: 5 NS101 related: "and 'session_drive' calls it"
}

static void in_thread(void)
{
    pause(); // ok: NS101
}

static void each(void)
{
    pause(); // error: 5 NS101 related: "session_each"
}

static void each_at_start(void)
{
    pause(); // ok: NS101
}

static void drive(void)
{
    session_drive(session);
}

static void on_timer(uv_timer_t *timer)
{
    (void)timer;
    drive();
    session_each(session, each);
}

static void *closer(void *arg)
{
    session_close(arg);
    return NULL;
}

void start(uv_timer_t *timer, pthread_t *t)
{
    session->on_key = on_key;
    session_set_verify(session, verify);
    session_set_log(session, in_thread);
    session_each(session, each_at_start);
    pthread_create(t, NULL, closer, session);
    uv_timer_start(timer, on_timer, 1, 1);
}
