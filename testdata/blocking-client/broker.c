/* What the bus's own daemon answers from its memory is short; what others answer, or a connection that is made, is not. */
#include <stddef.h>
#include <uv.h>

/* dbus/dbus-bus.h and dbus-connection.h 1.14 */
typedef struct DBusConnection DBusConnection;
typedef struct DBusMessage DBusMessage;
typedef struct DBusError DBusError;
typedef unsigned int dbus_bool_t;
DBusConnection *dbus_bus_get(int type, DBusError *error);
int dbus_bus_request_name(DBusConnection *c, const char *name, unsigned int flags, DBusError *error);
dbus_bool_t dbus_bus_name_has_owner(DBusConnection *c, const char *name, DBusError *error);
dbus_bool_t dbus_bus_start_service_by_name(DBusConnection *c, const char *name, unsigned int flags, unsigned int *reply,
                                           DBusError *error);
void dbus_bus_add_match(DBusConnection *c, const char *rule, DBusError *error);
DBusMessage *dbus_connection_send_with_reply_and_block(DBusConnection *c, DBusMessage *m, int ms, DBusError *error);

/* systemd/sd-bus.h 252 */
typedef struct sd_bus sd_bus;
typedef struct sd_bus_creds sd_bus_creds;
typedef struct sd_id128 {
    unsigned char bytes[16];
} sd_id128_t;
int sd_bus_request_name(sd_bus *bus, const char *name, unsigned long flags);
int sd_bus_get_name_creds(sd_bus *bus, const char *name, unsigned long mask, sd_bus_creds **creds);
int sd_bus_get_name_machine_id(sd_bus *bus, const char *name, sd_id128_t *machine);

struct service {
    DBusConnection *c;
    DBusMessage *m;
    DBusError *error;
    sd_bus *bus;
};

static void on_timer(uv_timer_t *t)
{
    struct service *s = t->data;
    sd_bus_creds *creds;
    sd_id128_t machine;
    dbus_bus_request_name(s->c, "a.b", 0, s->error);                          // note: 5 NS107 "dbus_bus_request_name"
    dbus_bus_name_has_owner(s->c, "a.b", s->error);                           // note: 5 NS107 "dbus_bus_name_has_owner"
    dbus_bus_add_match(s->c, "type='signal'", s->error);                      // note: 5 NS107 "dbus_bus_add_match"
    dbus_bus_add_match(s->c, "type='signal'", NULL);                          // ok: NS107
    sd_bus_request_name(s->bus, "a.b", 0);                                    // note: 5 NS107 "sd_bus_request_name"
    sd_bus_get_name_creds(s->bus, "a.b", 1, &creds);                          // note: 5 NS107 "sd_bus_get_name_creds"
    s->c = dbus_bus_get(0, s->error);                                         // warning: 12 NS107 "dbus_bus_get"
    dbus_bus_start_service_by_name(s->c, "a.b", 0, NULL, s->error);           // warning: 5 NS107
    sd_bus_get_name_machine_id(s->bus, "a.b", &machine);                      // warning: 5 NS107
    dbus_connection_send_with_reply_and_block(s->c, s->m, 25000, s->error);   // warning: 5 NS107
}

int main(void)
{
    struct service s = {0};
    uv_timer_t t = {.data = &s};
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
