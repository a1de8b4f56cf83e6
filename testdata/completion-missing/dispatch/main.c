// args: --disable NS1
#include "svc.h"
#include <string.h>

static gboolean on_later(gpointer data)
{
    Svc *s = data;
    if (s->pending)
        g_dbus_method_invocation_return_value(s->pending, svc_reply(3));
    s->pending = NULL;
    return FALSE;
}

static void on_call(GDBusConnection *connection, const gchar *sender, const gchar *path, const gchar *iface,
                    const gchar *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
    Svc *s = data;
    (void)connection; (void)sender; (void)path; (void)iface; (void)parameters;
    if (!strcmp(method, "Stop")) {
        svc_stop(s, invocation);
        return; // ok: NS208
    }
    if (!strcmp(method, "Start"))
        svc_start(s, invocation);
    else if (!strcmp(method, "Reset"))
        svc_reset(s, invocation);
    else if (!strcmp(method, "Wait")) {
        svc_wait(s, invocation);
        g_timeout_add(100, on_later, s);
    }
} // ok: NS208

const GDBusInterfaceVTable table = {.method_call = on_call};
