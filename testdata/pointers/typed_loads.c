/* What was stored through one pointer of a type is called through another: by the type's name alone, and a table by its parameter. */
#include <unistd.h>
#include <uv.h>

typedef void (*step_fn)(void);
typedef void (*other_fn)(void);

void *grow(void *array);
void *first(void *array);

static void slow(void)
{
    sleep(1); // warning: 5 NS101
}

static void slow_of_table(void)
{
    sleep(2); // warning: 5 NS101
}

static void slow_of_other(void)
{
    sleep(3); // ok: NS101
}

void add(void *array)
{
    step_fn *s = grow(array);
    *s = slow;
}

void add_other(void *array)
{
    other_fn *s = grow(array);
    *s = slow_of_other;
}

static void (*const table[])(void) = {slow_of_table, slow_of_table};

static void run_table(void (*const *steps)(void))
{
    steps[1]();
}

static void on_timer(uv_timer_t *t)
{
    step_fn *s = first(t->data);
    s[0]();
    run_table(table);
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 1);
}
