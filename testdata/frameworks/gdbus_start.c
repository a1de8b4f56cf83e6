/* A service's start, before its name is asked for, holds nobody up; whoever asks for permission does so in a thread. */
#include <gio/gio.h>
#include <stdlib.h>

static void look_up(void)
{
    system("lookup");
}

static void on_bus_acquired(GDBusConnection *connection, const gchar *name, gpointer data)
{
    (void)connection, (void)name, (void)data;
    look_up(); // ok: NS104
}

static void on_name_acquired(GDBusConnection *connection, const gchar *name, gpointer data)
{
    (void)connection, (void)name, (void)data;
    look_up(); // error: 5 NS104 "look_up"
}

static gboolean on_authorize(gpointer skeleton, GDBusMethodInvocation *invocation, gpointer data)
{
    (void)skeleton;
    look_up(); // ok: NS104
    if (!data) {
        g_dbus_method_invocation_return_value(invocation, NULL);
        return 0;
    }
    return 1; // ok: NS208
}

static gboolean on_handle_get(gpointer skeleton, GDBusMethodInvocation *invocation, gpointer data)
{
    (void)skeleton;
    look_up(); // error: 5 NS104 "look_up"
    if (!data) {
        g_dbus_method_invocation_return_value(invocation, NULL);
        return 0;
    }
    return 1; // warning: 5 NS208
}

void start(gpointer skeleton)
{
    g_signal_connect(skeleton, "g-authorize-method", G_CALLBACK(on_authorize), NULL);
    g_signal_connect(skeleton, "handle-get", G_CALLBACK(on_handle_get), NULL);
    g_bus_own_name(G_BUS_TYPE_SYSTEM, "org.example", G_BUS_NAME_OWNER_FLAGS_NONE, on_bus_acquired, on_name_acquired, NULL,
                   NULL, NULL);
}
