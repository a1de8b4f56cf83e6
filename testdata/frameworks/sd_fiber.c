/* systemd's fibers: sd_fiber_* suspend in a fiber and block outside; a future's callback is no fiber. */
#include <stddef.h>
#include <systemd/sd-future.h>
#include <unistd.h>

static int fiber(void *userdata)
{
    char buf[16];
    (void)userdata;
    usleep(1);                // note: 5 NS101 "sd_fiber_sleep" related: "sd_fiber_new"
    if (sd_fiber_sleep(1) < 0) // ok: NS101
        return -1;
    int r = (int)sd_fiber_read(0, buf, sizeof buf); // ok: NS102
    return r < 0 ? r : 0;
}

static int either(void)
{
    if (sd_fiber_is_running())
        return sd_fiber_sleep(2); // ok: NS101
    return 0;
}

static int on_resolved(sd_future *f, void *userdata)
{
    char buf[16];
    (void)f, (void)userdata;
    if (sd_fiber_sleep(3) < 0) // note: 9 NS101 "sd_fiber_sleep" related: "sd_future_add_callback"
        return -1;
    if (sd_fiber_read(0, buf, sizeof buf) < 0) // ok: NS102
        return -1;
    return either(); // ok: NS101
}

static int waits_on_socket(sd_future *f, void *userdata)
{
    char byte;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    (void)f, (void)userdata;
    if (sd_fiber_read(fd, &byte, 1) < 0) // error: 9 NS102 "sd_event_add_io"
        byte = 0;
    return close(fd);
}

static void destroy(void *userdata)
{
    (void)userdata;
    usleep(4); // note: 5 NS101 related: "sd_fiber_new"
}

int start(sd_event *e, sd_future **ret);

int start(sd_event *e, sd_future **ret)
{
    usleep(5); // ok: NS101
    if (sd_fiber_new(e, "fiber", fiber, NULL, destroy, ret) < 0)
        return -1;
    if (sd_future_add_callback(*ret, NULL, waits_on_socket, NULL) < 0)
        return -1;
    return sd_future_add_callback(*ret, NULL, on_resolved, NULL);
}
