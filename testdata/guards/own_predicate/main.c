/* Predicates that the project names: a variable, a macro, a function. */
#include <unistd.h>
#include <uv.h>

static int starting = 1, phase;
#define MODE_STARTING (phase == 0)

static int is_starting(void)
{
    return phase == 0;
}

static int is_late(void)
{
    return phase == 2;
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    if (starting)
        usleep(1); // ok: NS101
    if (MODE_STARTING)
        usleep(2); // ok: NS101
    if (is_starting())
        usleep(3); // ok: NS101
    else
        usleep(4); // note: 9 NS101
    if (is_late())
        usleep(5); // note: 9 NS101
    if (!starting)
        usleep(6); // note: 9 NS101
}

int main(int argc, char **argv)
{
    static uv_timer_t t;
    uv_timer_start(&t, on_tick, 0, 0);
    (void)argv;
    starting = argc - 1; /* nothing but the project's word says that it is 0 */
    phase = argc;
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
