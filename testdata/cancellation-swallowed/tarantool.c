// args: --disable NS1 --disable NS2 --disable NS4
/* fiber_sleep returns nothing: the loop must test fiber_is_cancelled. The flag stays set, so that a retry spins. */
#include <stdio.h>
#include <tarantool/module.h>

static struct fiber_cond *ready;
static int count;

static int never_looks(va_list ap)
{
    (void)ap;
    for (;;) {
        fiber_sleep(1); // warning: 9 NS304 "fiber_sleep" "never looked at"
        count++;
    }
    return 0;
}

static int looks(va_list ap)
{
    (void)ap;
    while (!fiber_is_cancelled()) {
        fiber_sleep(1); // ok: NS304
        count++;
    }
    return 0;
}

static int ends_by_itself(va_list ap)
{
    (void)ap;
    for (int i = 0; i < 10; i++)
        fiber_sleep(1); // ok: NS304
    return 0;
}

static int retries(va_list ap)
{
    (void)ap;
    while (fiber_cond_wait(ready) != 0) // warning: 12 NS304 "fiber_cond_wait" "for ever"
        ;
    return 0;
}

static int gives_up(va_list ap)
{
    (void)ap;
    while (fiber_cond_wait_timeout(ready, 1) != 0) // ok: NS304
        if (fiber_is_cancelled())
            return -1;
    return 0;
}

static int ignores(va_list ap)
{
    (void)ap;
    fiber_cond_wait(ready); // warning: 5 NS304 "fiber_cond_wait" "ignored"
    count++;
    return 0;
}

int main(void)
{
    static const fiber_func all[] = {never_looks, looks, ends_by_itself, retries, gives_up, ignores};
    ready = fiber_cond_new();
    for (unsigned i = 0; i < 6; i++) {
        struct fiber *f = fiber_new("f", all[i]);
        fiber_set_joinable(f, true);
        fiber_start(f);
        fiber_cancel(f);
        fiber_join(f);
    }
    return count;
}
