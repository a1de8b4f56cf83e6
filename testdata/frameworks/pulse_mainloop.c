/* PulseAudio's main loop: its registrars are fields, and contexts call back on it. */
#include <pulse/context.h>
#include <pulse/mainloop-api.h>
#include <stddef.h>
#include <unistd.h>

static void on_time(pa_mainloop_api *api, pa_time_event *event, const struct timeval *tv, void *data)
{
    (void)api, (void)event, (void)tv, (void)data;
    pause(); // error: 5 NS101 related: "pa_mainloop_api.time_new"
}

static void on_io(pa_mainloop_api *api, pa_io_event *event, int fd, pa_io_event_flags_t events, void *data)
{
    (void)api, (void)event, (void)fd, (void)events, (void)data;
    pause(); // error: 5 NS101 related: "pa_mainloop_api.io_new"
}

static void on_defer(pa_mainloop_api *api, pa_defer_event *event, void *data)
{
    (void)data;
    api->defer_enable(event, 0); // ok: NS101
}

static void once(pa_mainloop_api *api, void *data)
{
    (void)api, (void)data;
    pause(); // error: 5 NS101 related: "pa_mainloop_api_once"
}

static void on_state(pa_context *context, void *data)
{
    (void)context, (void)data;
    pause(); // error: 5 NS101 related: "pa_context_set_state_callback"
}

static void on_success(pa_context *context, int success, void *data)
{
    (void)context, (void)success, (void)data; // ok: NS101
}

void start(pa_mainloop_api *api, pa_context *context);

void start(pa_mainloop_api *api, pa_context *context)
{
    api->time_new(api, NULL, on_time, NULL);
    api->io_new(api, 3, PA_IO_EVENT_INPUT, on_io, NULL);
    api->defer_new(api, on_defer, NULL);
    pa_mainloop_api_once(api, once, NULL);
    pa_context_set_state_callback(context, on_state, NULL);
    pa_context_set_default_sink(context, "a", on_success, NULL);
}
