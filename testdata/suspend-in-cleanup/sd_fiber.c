// args: --disable NS1 --disable NS2 --disable NS4
/* systemd's fibers are cancelled once; cleanup that waits for another fiber cannot be. */
#include <errno.h>
#include <stdint.h>
#include <systemd/sd-future.h>
#include <unistd.h>

static void say_bye(int *fd)
{
    if (sd_fiber_write(*fd, "bye", 3) < 0) // warning: 9 NS303 "sd_fiber_write" "cleanup code"
        close(*fd);
}

static void end_child(sd_future **f)
{
    sd_future_cancel_wait_unref(*f); // ok: NS303
}

static int attribute(void *userdata)
{
    __attribute__((cleanup(say_bye))) int fd = *(int *)userdata;
    __attribute__((cleanup(end_child))) sd_future *f = NULL;
    int r = sd_fiber_sleep(10);
    return r < 0 ? r : fd + (f != NULL);
}

static int after(void *userdata)
{
    int r = sd_fiber_sleep(10);
    if (r == -ECANCELED) {
        sd_fiber_write(*(int *)userdata, "bye", 3); // warning: 9 NS303 "sd_fiber_write"
        return r;
    }
    return sd_fiber_write(*(int *)userdata, "bye", 3) < 0 ? -1 : r; // ok: NS303
}

int main(void)
{
    static const sd_fiber_func_t all[] = {attribute, after};
    for (unsigned i = 0; i < 2; i++) {
        sd_future *f = NULL;
        if (sd_fiber_new(NULL, "f", all[i], NULL, NULL, &f) >= 0) {
            sd_future_cancel(f);
            sd_future_unref(f);
        }
    }
    return 0;
}
