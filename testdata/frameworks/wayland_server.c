/* libwayland-server: sources, idle work, globals, requests, destructors and listeners run on the display's loop; the
 * listener of the display's own end runs after it, whether it is a variable or a field. */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wayland-server-core.h>
#include <wayland-server-protocol.h>

struct output {
    struct wl_listener frame, display_gone;
    struct wl_signal signal;
};

static int on_readable(int fd, uint32_t mask, void *data)
{
    (void)fd, (void)mask, (void)data;
    pause(); // error: 5 NS101 related: "wl_event_loop_add_fd"
    return 0;
}

static int on_timer(void *data)
{
    (void)data;
    pause(); // error: 5 NS101 related: "wl_event_loop_add_timer"
    return 0;
}

static int on_child(int number, void *data)
{
    (void)number, (void)data;
    waitpid(-1, NULL, 0); // error: 5 NS104 related: "wl_event_loop_add_signal"
    return 0;
}

static int on_child_good(int number, void *data)
{
    (void)number, (void)data;
    while (waitpid(-1, NULL, WNOHANG) > 0) // ok: NS104
        ;
    return 0;
}

static void on_idle(void *data)
{
    wl_display_run(data); // warning: 5 NS204 "wl_display_run" related: "wl_event_loop_add_idle"
}

static enum wl_iterator_result each_resource(struct wl_resource *resource, void *data)
{
    (void)resource, (void)data;
    pause(); // error: 5 NS101 related: "wl_client_for_each_resource"
    return WL_ITERATOR_CONTINUE;
}

static enum wl_iterator_result each_at_start(struct wl_resource *resource, void *data)
{
    (void)resource, (void)data;
    pause(); // ok: NS101
    return WL_ITERATOR_CONTINUE;
}

static void region_destroy(struct wl_client *client, struct wl_resource *resource)
{
    (void)resource;
    wl_client_for_each_resource(client, each_resource, NULL);
}

static void region_add(struct wl_client *client, struct wl_resource *resource, int32_t x, int32_t y, int32_t width,
                       int32_t height)
{
    (void)client, (void)resource, (void)x, (void)y, (void)width, (void)height;
    pause(); // error: 5 NS101 "pause" related: "wl_region_interface"
}

static const struct wl_region_interface region = {.destroy = region_destroy, .add = region_add};

static void on_resource_gone(struct wl_resource *resource)
{
    (void)resource;
    pause(); // error: 5 NS101 related: "wl_resource_set_implementation"
}

static void bind(struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
    (void)client, (void)version, (void)id;
    wl_resource_set_implementation(data, &region, NULL, on_resource_gone);
    pause(); // error: 5 NS101 related: "wl_global_create"
}

static void on_frame(struct wl_listener *listener, void *data)
{
    (void)listener, (void)data;
    pause(); // error: 5 NS101 related: "wl_listener"
}

static void on_display_gone(struct wl_listener *listener, void *data)
{
    (void)listener, (void)data;
    pause(); // ok: NS101
}

static void on_client(struct wl_listener *listener, void *data)
{
    (void)listener, (void)data;
    pause(); // error: 5 NS101 related: "wl_listener"
}

static void on_end(struct wl_listener *listener, void *data)
{
    (void)listener, (void)data;
    pause(); // ok: NS101
}

static struct wl_listener created = {.notify = on_client}, ended = {.notify = on_end};

void start(struct wl_display *display, struct wl_event_loop *loop, struct output *output, struct wl_client *client);

void start(struct wl_display *display, struct wl_event_loop *loop, struct output *output, struct wl_client *client)
{
    output->frame.notify = on_frame;
    output->display_gone.notify = on_display_gone;
    wl_signal_add(&output->signal, &output->frame);
    wl_display_add_destroy_listener(display, &output->display_gone);
    wl_display_add_client_created_listener(display, &created);
    wl_display_add_destroy_listener(display, &ended);
    wl_event_loop_add_fd(loop, 3, WL_EVENT_READABLE, on_readable, NULL);
    wl_event_loop_add_timer(loop, on_timer, NULL);
    wl_event_loop_add_signal(loop, 17, on_child, NULL);
    wl_event_loop_add_signal(loop, 17, on_child_good, NULL);
    wl_event_loop_add_idle(loop, on_idle, display);
    wl_global_create(display, &wl_region_interface, 1, NULL, bind);
    wl_client_for_each_resource(client, each_at_start, NULL);
    wl_display_run(display); // ok: NS204
}
