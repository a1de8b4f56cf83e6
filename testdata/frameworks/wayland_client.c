/* libwayland-client: events are handled where they are dispatched. */
#include <stddef.h>
#include <unistd.h>
#include <wayland-client.h>

static void on_global(void *data, struct wl_registry *registry, uint32_t name, const char *interface, uint32_t version)
{
    (void)data, (void)registry, (void)name, (void)interface, (void)version;
    pause(); // error: 5 NS101 related: "wl_registry_listener"
}

static void on_global_gone(void *data, struct wl_registry *registry, uint32_t name)
{
    (void)data, (void)registry, (void)name; // ok: NS101
}

static void on_release(void *data, struct wl_buffer *buffer)
{
    (void)buffer;
    wl_display_dispatch_pending(data); // ok: NS107
    wl_display_dispatch(data);         // error: 5 NS107 related: "wl_buffer_listener"
}

static const struct wl_registry_listener registry_listener = {on_global, on_global_gone};
static const struct wl_buffer_listener buffer_listener = {.release = on_release};

void start(struct wl_display *display, struct wl_registry *registry, struct wl_buffer *buffer);

void start(struct wl_display *display, struct wl_registry *registry, struct wl_buffer *buffer)
{
    wl_registry_add_listener(registry, &registry_listener, NULL);
    wl_buffer_add_listener(buffer, &buffer_listener, display);
    wl_display_dispatch(display); // ok: NS107
}
