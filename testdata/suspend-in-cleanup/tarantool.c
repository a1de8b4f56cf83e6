// args: --disable NS1 --disable NS2 --disable NS4
/* A fiber stays cancelled: what reports it fails at once in cleanup; what does not look at it is fine. */
#include <stdlib.h>
#include <tarantool/module.h>

static struct fiber_cond *ready;
static box_latch_t *latch;

static int after(va_list ap)
{
    (void)ap;
    while (true) {
        fiber_sleep(1);
        if (fiber_is_cancelled()) {
            if (fiber_cond_wait(ready) != 0) // warning: 17 NS303 "fiber_cond_wait" "fails at once"
                return -1;
            return 0;
        }
    }
}

static int after_good(va_list ap)
{
    (void)ap;
    while (true) {
        fiber_sleep(1);
        if (fiber_is_cancelled()) {
            box_latch_lock(latch); // ok: NS303
            fiber_cond_signal(ready);
            box_latch_unlock(latch);
            return 0;
        }
    }
}

/* A cancelled fiber sleeps as others do. */
static int after_sleeps(va_list ap)
{
    (void)ap;
    while (true) {
        fiber_sleep(1);
        if (fiber_is_cancelled()) {
            fiber_sleep(1); // ok: NS303
            return 0;
        }
    }
}

static void wait_for_it(struct fiber_cond **c)
{
    if (fiber_cond_wait(*c) < 0) // warning: 9 NS303 "fiber_cond_wait" "cleanup code" "fails at once"
        fiber_cond_signal(*c);
}

static void signal_it(struct fiber_cond **c)
{
    fiber_cond_signal(*c); // ok: NS303
}

/* The first use of a cleanup function is not the only one. */
static int not_in_a_fiber(void)
{
    __attribute__((cleanup(wait_for_it))) struct fiber_cond *a = ready;
    return a != NULL;
}

static int attribute(va_list ap)
{
    (void)ap;
    __attribute__((cleanup(wait_for_it))) struct fiber_cond *a = ready;
    __attribute__((cleanup(signal_it))) struct fiber_cond *b = ready;
    return fiber_cond_wait(ready) < 0 ? -1 : a == b;
}

int main(void)
{
    static const fiber_func all[] = {after, after_good, after_sleeps, attribute};
    ready = fiber_cond_new();
    latch = box_latch_new();
    for (unsigned i = 0; i < 4; i++) {
        struct fiber *f = fiber_new("f", all[i]);
        fiber_set_joinable(f, true);
        fiber_start(f);
        fiber_cancel(f);
        fiber_join(f);
    }
    return not_in_a_fiber();
}
