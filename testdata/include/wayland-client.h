/* Excerpt of wayland 1.21.0, wayland-client-core.h and wayland-client-protocol.h (MIT licence). */
#ifndef WAYLAND_CLIENT_H
#define WAYLAND_CLIENT_H

#include <stdint.h>

struct wl_proxy;
struct wl_display;
struct wl_registry;
struct wl_buffer;

int wl_proxy_add_listener(struct wl_proxy *proxy, void (**implementation)(void), void *data);
int wl_display_dispatch(struct wl_display *display);
int wl_display_dispatch_pending(struct wl_display *display);

struct wl_registry_listener {
    void (*global)(void *data, struct wl_registry *wl_registry, uint32_t name, const char *interface,
                   uint32_t version);
    void (*global_remove)(void *data, struct wl_registry *wl_registry, uint32_t name);
};

static inline int wl_registry_add_listener(struct wl_registry *wl_registry,
                                           const struct wl_registry_listener *listener, void *data)
{
    return wl_proxy_add_listener((struct wl_proxy *)wl_registry, (void (**)(void))listener, data);
}

struct wl_buffer_listener {
    void (*release)(void *data, struct wl_buffer *wl_buffer);
};

static inline int wl_buffer_add_listener(struct wl_buffer *wl_buffer, const struct wl_buffer_listener *listener,
                                         void *data)
{
    return wl_proxy_add_listener((struct wl_proxy *)wl_buffer, (void (**)(void))listener, data);
}

#endif
