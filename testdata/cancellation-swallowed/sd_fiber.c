// args: --disable NS1 --disable NS2 --disable NS4
/* A fiber of systemd gets -ECANCELED once. */
#include <errno.h>
#include <stdio.h>
#include <systemd/sd-future.h>

static int ignores(void *userdata)
{
    sd_fiber_sleep(10); // warning: 5 NS304 "sd_fiber_sleep" "ignored"
    puts("on");
    return userdata != NULL;
}

static int looks(void *userdata)
{
    int r = sd_fiber_sleep(10); // ok: NS304
    if (r < 0)
        return r;
    puts("on");
    return userdata != NULL;
}

static int deliberate(void *userdata)
{
    (void)sd_fiber_yield(); // ok: NS304
    puts("on");
    return userdata != NULL;
}

static int retries(void *userdata)
{
    int r;
    do
        r = sd_fiber_sleep(10); // warning: 13 NS304 "sd_fiber_sleep" "for ever"
    while (r == -ECANCELED || r == -EINTR);
    return r + (userdata != NULL);
}

static int retries_good(void *userdata)
{
    int r;
    do
        r = sd_fiber_sleep(10); // ok: NS304
    while (r == -EINTR);
    return r + (userdata != NULL);
}

int main(void)
{
    static const sd_fiber_func_t all[] = {ignores, looks, deliberate, retries, retries_good};
    for (unsigned i = 0; i < 5; i++) {
        sd_future *f = NULL;
        if (sd_fiber_new(NULL, "f", all[i], NULL, NULL, &f) >= 0) {
            sd_future_cancel(f);
            sd_future_unref(f);
        }
    }
    return 0;
}
