#include "svc.h"

gboolean svc_check(Svc *s, GDBusMethodInvocation *invocation)
{
    if (!s->busy)
        return TRUE;
    g_dbus_method_invocation_return_dbus_error(invocation, "org.x.Busy", "busy");
    return FALSE;
}

void svc_stop(Svc *s, GDBusMethodInvocation *invocation)
{
    if (!svc_check(s, invocation))
        return; // ok: NS208
    if (s->users > 0)
        return; // warning: 9 NS208
    g_dbus_method_invocation_return_value(invocation, svc_reply(0)); // ok: NS209
}

void svc_start(Svc *s, GDBusMethodInvocation *invocation)
{
    if (!svc_check(s, invocation))
        s->users++;
    g_dbus_method_invocation_return_value(invocation, svc_reply(1)); // error: 5 NS209
}

void svc_reset(Svc *s, GDBusMethodInvocation *invocation)
{
    GError *error = NULL;
    char *text = NULL;
    if (!g_file_get_contents("/etc/x", &text, NULL, &error)) {
        g_dbus_method_invocation_return_dbus_error(invocation, "org.x.IO", error->message);
        goto out;
    }
    s->users = 0;
    g_dbus_method_invocation_return_value(invocation, svc_reply(2)); // ok: NS209
out:
    g_free(text);
    if (error)
        g_error_free(error);
} // ok: NS208

void svc_wait(Svc *s, GDBusMethodInvocation *invocation)
{
    if (s->pending) {
        g_dbus_method_invocation_return_dbus_error(invocation, "org.x.Busy", "waits");
        return;
    }
    s->pending = invocation; // ok: NS208
}
