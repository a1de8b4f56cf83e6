/* Excerpt of wayland 1.21.0, wayland-server-protocol.h (MIT licence). */
#ifndef WAYLAND_SERVER_PROTOCOL_H
#define WAYLAND_SERVER_PROTOCOL_H

#include "wayland-server-core.h"

extern const struct wl_interface wl_region_interface;

struct wl_region_interface {
    void (*destroy)(struct wl_client *client, struct wl_resource *resource);
    void (*add)(struct wl_client *client, struct wl_resource *resource, int32_t x, int32_t y, int32_t width,
                int32_t height);
    void (*subtract)(struct wl_client *client, struct wl_resource *resource, int32_t x, int32_t y, int32_t width,
                     int32_t height);
};

#endif
