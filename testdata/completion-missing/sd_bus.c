/* Methods of sd-bus: a reply, or an error by what is returned or by the callback's last argument. */
#include <errno.h>
#include <systemd/sd-event.h>

typedef struct sd_bus_message sd_bus_message;
typedef struct sd_bus_error {
    const char *name;
} sd_bus_error;
typedef int (*sd_bus_message_handler_t)(sd_bus_message *m, void *userdata, sd_bus_error *error);
typedef struct sd_bus_vtable {
    union {
        struct {
            const char *member;
            sd_bus_message_handler_t handler;
        } method;
    } x;
} sd_bus_vtable;
int sd_bus_message_read(sd_bus_message *m, const char *types, ...);
sd_bus_message *sd_bus_message_ref(sd_bus_message *m);
int sd_bus_reply_method_return(sd_bus_message *call, const char *types, ...);
int sd_bus_reply_method_errno(sd_bus_message *call, int error, const sd_bus_error *e);
int sd_bus_error_set(sd_bus_error *e, const char *name, const char *message);
int sd_bus_add_filter(void *bus, void *slot, sd_bus_message_handler_t callback, void *userdata);

struct service {
    int busy;
    sd_bus_message *waiting;
};

static int right(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    const char *name;
    int r = sd_bus_message_read(m, "s", &name);
    if (r < 0)
        return r; // ok: NS208
    if (s->busy == 1)
        return sd_bus_error_set(error, "a.b.Busy", "busy"); // ok: NS208
    if (s->busy == 2)
        return -EBUSY; // ok: NS208
    if (s->busy == 3) {
        s->waiting = sd_bus_message_ref(m);
        return 1; // ok: NS208
    }
    return sd_bus_reply_method_return(m, "s", name);
}

static int forgets(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    const char *name;
    (void)error;
    if (sd_bus_message_read(m, "s", &name) < 0)
        return 1; // warning: 9 NS208 "sd_bus_message"
    if (s->busy)
        return 0; // warning: 9 NS208
    return sd_bus_reply_method_return(m, "s", name);
}

static int twice(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    (void)error;
    if (s->busy)
        sd_bus_reply_method_errno(m, EBUSY, NULL);
    return sd_bus_reply_method_return(m, ""); // error: 12 NS209
}

/* It only looks. */
static int filter(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    (void)m;
    (void)userdata;
    (void)error;
    return 0; // ok: NS208
}

static const sd_bus_vtable methods[] = {
    {.x = {.method = {.member = "Right", .handler = right}}},
    {.x = {.method = {.member = "Forgets", .handler = forgets}}},
    {.x = {.method = {.member = "Twice", .handler = twice}}},
};

const sd_bus_vtable *serve(void *bus);
const sd_bus_vtable *serve(void *bus)
{
    sd_bus_add_filter(bus, NULL, filter, NULL);
    return methods;
}
