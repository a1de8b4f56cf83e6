/* sd-varlink: methods and notices run on the event loop that the server is attached to. */
#include <stddef.h>
#include <systemd/sd-varlink.h>

static sd_varlink *other;

static int on_method(sd_varlink *link, sd_json_variant *parameters, sd_varlink_method_flags_t flags, void *data)
{
    (void)link, (void)flags, (void)data;
    return sd_varlink_call(other, "a.b", parameters, NULL, NULL); // warning: 12 NS107 "sd_varlink_invoke" related: "sd_varlink_server_bind_method"
}

static void on_disconnect(sd_varlink_server *server, sd_varlink *link, void *data)
{
    (void)server, (void)link, (void)data;
    sd_varlink_invoke(other, "a.b", NULL); // ok: NS107
}

void start(sd_varlink_server *server);

void start(sd_varlink_server *server)
{
    sd_varlink_server_bind_method(server, "x.y", on_method);
    sd_varlink_server_bind_disconnect(server, on_disconnect);
    sd_varlink_call(other, "a.b", NULL, NULL, NULL); // ok: NS107
}
