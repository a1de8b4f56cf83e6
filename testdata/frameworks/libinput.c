/* libinput: devices are opened inside libinput_dispatch, on the loop; those of a context that is only set up are not. */
#include <libinput.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static struct libinput *input;

static int open_restricted(const char *path, int flags, void *data)
{
    (void)path, (void)flags, (void)data;
    pause(); // error: 5 NS101 related: "and 'libinput_dispatch' calls it"
    return -1;
}

static void close_restricted(int fd, void *data)
{
    (void)fd, (void)data; // ok: NS101
}

static const struct libinput_interface devices = {open_restricted, close_restricted};

static void on_readable(uv_poll_t *poll, int status, int what)
{
    (void)poll, (void)status, (void)what;
    libinput_dispatch(input);
}

void start(uv_poll_t *poll);

void start(uv_poll_t *poll)
{
    input = libinput_path_create_context(&devices, NULL);
    libinput_path_add_device(input, "/dev/input/event0");
    uv_poll_start(poll, UV_READABLE, on_readable);
}
