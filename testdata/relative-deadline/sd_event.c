#include <systemd/sd-event.h>

#define USEC_PER_SEC 1000000ULL

static uint64_t usec_now(clockid_t clock)
{
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (uint64_t)ts.tv_sec * USEC_PER_SEC + (uint64_t)ts.tv_nsec / 1000;
}

static int on_time(sd_event_source *s, uint64_t usec, void *userdata)
{
    (void)userdata;
    sd_event_source_set_time(s, usec + USEC_PER_SEC); // ok: NS404
    sd_event_source_set_time(s, 5 * USEC_PER_SEC);    // warning: 5 NS404
    return 0;
}

int arm(sd_event *e);
int arm(sd_event *e)
{
    uint64_t now, real;
    sd_event_source *s;
    sd_event_now(e, CLOCK_MONOTONIC, &now);
    sd_event_now(e, CLOCK_REALTIME, &real);
    sd_event_add_time(e, &s, CLOCK_MONOTONIC, now + 5 * USEC_PER_SEC, 0, on_time, NULL);  // ok: NS404
    sd_event_add_time(e, &s, CLOCK_MONOTONIC, 5 * USEC_PER_SEC, 0, on_time, NULL);        // warning: 5 NS404
    sd_event_add_time(e, &s, CLOCK_MONOTONIC, real + 5 * USEC_PER_SEC, 0, on_time, NULL); // warning: 5 NS404 "clock 'realtime'"
    sd_event_add_time(e, &s, CLOCK_MONOTONIC, UINT64_MAX, 0, on_time, NULL);              // ok: NS404
    sd_event_add_time(e, &s, CLOCK_REALTIME, real + USEC_PER_SEC, 0, on_time, NULL);      // ok: NS404
    sd_event_add_time_relative(e, &s, CLOCK_MONOTONIC, USEC_PER_SEC, 0, on_time, NULL);   // ok: NS404
    sd_event_add_time_relative(e, &s, CLOCK_MONOTONIC, now + 1, 0, on_time, NULL);        // warning: 5 NS404
    sd_event_add_time(e, &s, CLOCK_MONOTONIC, usec_now(CLOCK_MONOTONIC) + 1, 0, on_time, NULL); // ok: NS404
    return 0;
}
