/* Excerpt of wayland 1.21.0, wayland-server-core.h (MIT licence). */
#ifndef WAYLAND_SERVER_CORE_H
#define WAYLAND_SERVER_CORE_H

#include <stdint.h>

#define WL_EVENT_READABLE 0x01

struct wl_list {
    struct wl_list *prev, *next;
};
struct wl_client;
struct wl_display;
struct wl_event_loop;
struct wl_event_source;
struct wl_global;
struct wl_interface;
struct wl_resource;

typedef int (*wl_event_loop_fd_func_t)(int fd, uint32_t mask, void *data);
typedef int (*wl_event_loop_timer_func_t)(void *data);
typedef int (*wl_event_loop_signal_func_t)(int signal_number, void *data);
typedef void (*wl_event_loop_idle_func_t)(void *data);
typedef void (*wl_global_bind_func_t)(struct wl_client *client, void *data, uint32_t version, uint32_t id);
typedef void (*wl_resource_destroy_func_t)(struct wl_resource *resource);
struct wl_listener;
typedef void (*wl_notify_func_t)(struct wl_listener *listener, void *data);
enum wl_iterator_result { WL_ITERATOR_STOP, WL_ITERATOR_CONTINUE };
typedef enum wl_iterator_result (*wl_client_for_each_resource_iterator_func_t)(struct wl_resource *resource,
                                                                               void *user_data);

struct wl_listener {
    struct wl_list link;
    wl_notify_func_t notify;
};
struct wl_signal {
    struct wl_list listener_list;
};

void wl_list_insert(struct wl_list *list, struct wl_list *elm);
struct wl_event_source *wl_event_loop_add_fd(struct wl_event_loop *loop, int fd, uint32_t mask,
                                             wl_event_loop_fd_func_t func, void *data);
struct wl_event_source *wl_event_loop_add_timer(struct wl_event_loop *loop, wl_event_loop_timer_func_t func,
                                                void *data);
struct wl_event_source *wl_event_loop_add_signal(struct wl_event_loop *loop, int signal_number,
                                                 wl_event_loop_signal_func_t func, void *data);
struct wl_event_source *wl_event_loop_add_idle(struct wl_event_loop *loop, wl_event_loop_idle_func_t func,
                                               void *data);
int wl_event_source_timer_update(struct wl_event_source *source, int ms_delay);
void wl_resource_post_event(struct wl_resource *resource, uint32_t opcode, ...);
void wl_resource_destroy(struct wl_resource *resource);
void wl_client_destroy(struct wl_client *client);
void wl_display_flush_clients(struct wl_display *display);
void wl_display_terminate(struct wl_display *display);
int wl_event_source_remove(struct wl_event_source *source);
int wl_event_loop_dispatch(struct wl_event_loop *loop, int timeout);
void wl_display_run(struct wl_display *display);
void wl_display_add_destroy_listener(struct wl_display *display, struct wl_listener *listener);
void wl_display_add_client_created_listener(struct wl_display *display, struct wl_listener *listener);
struct wl_global *wl_global_create(struct wl_display *display, const struct wl_interface *interface, int version,
                                   void *data, wl_global_bind_func_t bind);
void wl_client_for_each_resource(struct wl_client *client, wl_client_for_each_resource_iterator_func_t iterator,
                                 void *user_data);
void wl_resource_set_implementation(struct wl_resource *resource, const void *implementation, void *data,
                                    wl_resource_destroy_func_t destroy);

static inline void wl_signal_add(struct wl_signal *signal, struct wl_listener *listener)
{
    wl_list_insert(signal->listener_list.prev, &listener->link);
}

#endif
