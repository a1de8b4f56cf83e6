// args: --disable NS1 --disable NS2 --disable NS4
/* systemd's fibers: a cancelled one gets -ECANCELED from the call that waits, and its cleanup attributes run. */
#include <errno.h>
#include <stdlib.h>
#include <systemd/sd-future.h>
#include <unistd.h>

static void free_it(char **p)
{
    free(*p);
}

static int bad(void *userdata)
{
    int fd = *(int *)userdata;
    char *p = malloc(10);
    if (!p)
        return -ENOMEM; // ok: NS302
    int r = sd_fiber_sleep(1000);
    if (r < 0)
        return r; // warning: 9 NS302 "malloc" "sd_fiber_sleep"
    free(p);
    return fd;
}

static int good(void *userdata)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10);
    if (!p)
        return -ENOMEM; // ok: NS302
    int r = sd_fiber_sleep(1000);
    if (r < 0)
        return r; // ok: NS302
    return *(int *)userdata;
}

static int accepts(void *userdata)
{
    char line[100];
    int fd = sd_fiber_accept(*(int *)userdata, NULL, NULL, 0);
    if (fd < 0)
        return fd; // ok: NS302
    ssize_t n = sd_fiber_read(fd, line, sizeof line);
    if (n == -ECANCELED)
        return (int)n; // warning: 9 NS302 "the socket" "sd_fiber_read"
    close(fd);
    return 0;
}

static int accepts_good(void *userdata)
{
    char line[100];
    int fd = sd_fiber_accept(*(int *)userdata, NULL, NULL, 0);
    if (fd < 0)
        return fd; // ok: NS302
    ssize_t n = sd_fiber_read(fd, line, sizeof line);
    close(fd);
    return n < 0 ? (int)n : 0; // ok: NS302
}

static int children(sd_event *e, void *userdata)
{
    sd_future *f = NULL;
    int r = sd_fiber_new(e, "child", good, userdata, NULL, &f);
    if (r < 0)
        return r; // ok: NS302
    r = sd_fiber_await(f);
    if (r < 0)
        return r; // warning: 9 NS302 "the future" "sd_fiber_await"
    sd_future_unref(f);
    return 0;
}

static int children_good(sd_event *e, void *userdata)
{
    sd_future *f = NULL;
    int r = sd_fiber_new(e, "child", good, userdata, NULL, &f);
    if (r < 0)
        return r; // ok: NS302
    r = sd_fiber_await(f);
    if (r < 0) {
        sd_future_cancel_wait_unref(f);
        return r; // ok: NS302
    }
    sd_future_unref(f);
    return 0;
}

static int parent(void *userdata)
{
    if (children(userdata, NULL) < 0)
        return -1;
    return children_good(userdata, NULL);
}

int main(void)
{
    static const sd_fiber_func_t all[] = {bad, good, accepts, accepts_good, parent};
    for (unsigned i = 0; i < 5; i++) {
        sd_future *f = NULL;
        if (sd_fiber_new(NULL, "f", all[i], NULL, NULL, &f) >= 0) {
            sd_future_cancel(f);
            sd_future_unref(f);
        }
    }
    return 0;
}
