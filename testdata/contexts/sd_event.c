#include <systemd/sd-event.h>
#include <unistd.h>

static int on_io(sd_event_source *s, int fd, uint32_t revents, void *data)
{
    (void)s, (void)fd, (void)revents, (void)data;
    usleep(1); // note: 5 NS101 "sd_event_add_time" related: "sd_event_add_io"
    return 0;
}

static int on_time(sd_event_source *s, uint64_t usec, void *data)
{
    (void)s, (void)usec, (void)data; // ok: NS101
    return 0;
}

int main(void)
{
    sd_event *e = NULL;
    sd_event_default(&e);
    sd_event_add_io(e, NULL, 0, 1, on_io, NULL);
    sd_event_add_time(e, NULL, CLOCK_MONOTONIC, 0, 0, on_time, NULL);
    return sd_event_loop(e);
}
