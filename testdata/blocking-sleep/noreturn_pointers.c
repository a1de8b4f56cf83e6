/* Behind a call of what never returns nothing runs, also where a pointer leads to it. */
#include <unistd.h>
#include <uv.h>

typedef void (*die_function)(const char *text) __attribute__((noreturn));

struct ops {
    void (*die)(const char *text) __attribute__((noreturn));
    void (*tell)(const char *text);
};

static void (*fatal)(const char *text) __attribute__((noreturn));
static die_function typed;
static const struct ops *ops;

/* Its parameter never returns, the function does. */
static void on_failure(void (*f)(const char *) __attribute__((noreturn)))
{
    fatal = f;
}

static void by_variable(uv_timer_t *t)
{
    if (!t->data)
        fatal("no data");
    else
        return;
    sleep(1); // ok: NS101
}

static void by_type(uv_timer_t *t)
{
    (void)t;
    typed("timer");
    sleep(1); // ok: NS101
}

static void by_field(uv_timer_t *t)
{
    (void)t;
    ops->die("timer");
    sleep(1); // ok: NS101
}

static void by_parameter(die_function die)
{
    die("timer");
    sleep(1); // ok: NS101
}

static void by_returning_field(uv_timer_t *t)
{
    (void)t;
    ops->tell("timer");
    sleep(1); // warning: 5 NS101
}

static void behind_registration(uv_timer_t *t)
{
    on_failure(typed);
    by_parameter(typed);
    (void)t;
}

static void behind_registration_alone(uv_timer_t *t)
{
    (void)t;
    on_failure(typed);
    sleep(1); // warning: 5 NS101
}

void start(uv_timer_t *t, die_function f, const struct ops *o);
void start(uv_timer_t *t, die_function f, const struct ops *o)
{
    typed = f;
    ops = o;
    uv_timer_start(t, by_variable, 1, 0);
    uv_timer_start(t, by_type, 1, 0);
    uv_timer_start(t, by_field, 1, 0);
    uv_timer_start(t, by_returning_field, 1, 0);
    uv_timer_start(t, behind_registration, 1, 0);
    uv_timer_start(t, behind_registration_alone, 1, 0);
}
