/* Behind ten wrappers: exit, a function that is handed down, and what is neither. Callers are defined first. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

typedef void (*work)(void);

#define DOWN(FROM, TO)                                                                                                         \
    static void die_##TO(int code);                                                                                            \
    static void die_##FROM(int code)                                                                                           \
    {                                                                                                                          \
        die_##TO(code);                                                                                                        \
    }                                                                                                                          \
    static void each_##TO(work f);                                                                                             \
    static void each_##FROM(work f)                                                                                            \
    {                                                                                                                          \
        each_##TO(f);                                                                                                          \
    }

DOWN(10, 9)
DOWN(9, 8)
DOWN(8, 7)
DOWN(7, 6)
DOWN(6, 5)
DOWN(5, 4)
DOWN(4, 3)
DOWN(3, 2)
DOWN(2, 1)

static void die_1(int code)
{
    exit(code);
}

static void each_1(work f)
{
    f();
}

static void complain(int code)
{
    if (code)
        return;
    die_10(1);
}

static void slow(void)
{
    sleep(1); // warning: 5 NS101
}

static void quick(void)
{
}

static void after_exit(uv_timer_t *t)
{
    if (!t->data) {
        die_10(1);
        sleep(1); // ok: NS101
    }
}

static void after_complaint(uv_timer_t *t)
{
    if (!t->data) {
        complain(1);
        sleep(1); // warning: 9 NS101
    }
}

/* what a test keeps out that ends in exit is known behind it */
static void pause_if(int flags)
{
    if (!(flags & 1))
        die_10(2);
    if (!(flags & 1))
        sleep(1); // ok: NS101
    each_10(quick);
}

static void handed_down(uv_timer_t *t)
{
    pause_if(t->data != NULL);
    each_10(slow);
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, after_exit, 0, 1);
    uv_timer_start(t, after_complaint, 0, 1);
    uv_timer_start(t, handed_down, 0, 1);
}
