/* Functions that call each other in a circle: what is below one is below all, whatever order they are defined in. */
#include <pthread.h>
#include <st.h>
#include <unistd.h>
#include <uv.h>

static int more;

static void down_b(void);
static void down_c(void);

static void down_a(void)
{
    if (more)
        down_b();
    sleep(1);
}

static void down_b(void)
{
    if (more)
        down_c();
    if (more > 1)
        down_a();
}

static void down_c(void)
{
    if (more)
        down_b();
}

/* the same, defined the other way round */
static void up_a(void);
static void up_b(void);

static void up_c(void)
{
    if (more)
        up_b();
}

static void up_b(void)
{
    if (more)
        up_c();
    if (more > 1)
        up_a();
}

static void up_a(void)
{
    if (more)
        up_b();
    sleep(1);
}

static void harmless_odd(int n);

static void harmless_even(int n)
{
    if (n > 0)
        harmless_odd(n - 1);
}

static void harmless_odd(int n)
{
    harmless_even(n - 1);
}

static void on_timer(uv_timer_t *t)
{
    down_c(); // warning: 5 NS101 "down_c" step: "'down_c' calls 'down_b'" step: "'down_b' calls 'down_a'" step: "sleep"
    (void)t;
}

static void on_other(uv_timer_t *t)
{
    up_c(); // warning: 5 NS101 "up_c" step: "'up_b' calls 'up_a'"
    (void)t;
}

static void on_third(uv_timer_t *t)
{
    harmless_even(4); // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 1);
    uv_timer_start(t, on_other, 0, 1);
    uv_timer_start(t, on_third, 0, 1);
}
