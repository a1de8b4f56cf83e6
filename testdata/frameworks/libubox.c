/* libubox and ubus: callbacks are fields, methods of an object stand in a table, and what is asked
 * over the bus has a twin that does not wait. */
#include <libubox/uloop.h>
#include <libubox/usock.h>
#include <libubus.h>
#include <stdlib.h>
#include <unistd.h>

static struct ubus_context *bus;
static struct uloop_process script;
static uint32_t other;

static void on_timeout(struct uloop_timeout *t)
{
    system("/sbin/hotplug-call"); // error: 5 NS104 related: "on_timeout"
    usleep(200000);               // warning: 5 NS101
    uloop_timeout_set(t, 200);    // ok: NS101
}

static void on_data(struct uloop_fd *u, unsigned int events)
{
    (void)events;
    usock(USOCK_TCP, "updates.example.net", "80");                  // error: 5 NS103 // error: 5 NS102
    usock(USOCK_TCP | USOCK_NUMERIC | USOCK_NONBLOCK, "::1", "80"); // ok: NS103, NS102
    usock_wait_ready(u->fd, 2000);                                  // warning: 5 NS102
    usock_wait_ready(u->fd, 0);                                     // ok: NS102
}

static void on_exit_of_script(struct uloop_process *p, int status)
{
    (void)status;
    p->pid = fork();
    uloop_process_add(p); // ok: NS104
}

static void on_answer(struct ubus_request *req, int status)
{
    (void)req, (void)status;
    usleep(200000); // warning: 5 NS101
}

static int method_reload(struct ubus_context *ctx, struct ubus_object *obj,
                         struct ubus_request_data *req, const char *method, struct blob_attr *msg)
{
    static struct ubus_request later;
    (void)obj, (void)req, (void)method;
    ubus_lookup_id(ctx, "network", &other);                   // note: 5 NS107
    ubus_invoke(ctx, other, "reload", msg, NULL, NULL, 3000); // warning: 5 NS107
    ubus_invoke(ctx, other, "reload", msg, NULL, NULL, 0);    // error: 5 NS107
    later.complete_cb = on_answer;
    ubus_invoke_async(ctx, other, "reload", msg, &later); // ok: NS107
    ubus_complete_request_async(ctx, &later);             // ok: NS107
    return 0;
}

static const struct ubus_method methods[] = {
    UBUS_METHOD_NOARG("reload", method_reload),
};

static struct ubus_object object = {.name = "demo", .methods = methods, .n_methods = 1};

int main(void)
{
    static struct uloop_timeout timeout = {.cb = on_timeout};
    static struct uloop_fd data = {.cb = on_data};
    uloop_init();
    bus = ubus_connect(NULL);      // ok: NS107
    ubus_add_object(bus, &object); // ok: NS107
    script.cb = on_exit_of_script;
    uloop_timeout_set(&timeout, 200);
    uloop_fd_add(&data, ULOOP_READ);
    uloop_fd_add(&bus->sock, ULOOP_BLOCKING | ULOOP_READ);
    uloop_run(); // ok: NS204
    uloop_done();
    return 0;
}
