/* Methods by name: what is none of those that the interface has, never comes here. A handler of a signal that returns FALSE
 * leaves the answer to who emitted it. */
#include <gio/gio.h>
#include <string.h>

static void by_name(GDBusConnection *connection, const gchar *sender, const gchar *object_path,
                    const gchar *interface_name, const gchar *method_name, GVariant *parameters,
                    GDBusMethodInvocation *invocation, gpointer user_data)
{
    (void)connection, (void)sender, (void)object_path, (void)interface_name;
    if (strcmp(method_name, "Ping") == 0) {
        g_dbus_method_invocation_return_value(invocation, parameters);
    } else if (strcmp(method_name, "Set") == 0) {
        if (!user_data)
            return; // warning: 13 NS208 "GDBusMethodInvocation"
        g_dbus_method_invocation_return_value(invocation, parameters);
    }
} // ok: NS208

static void forgets_one(GDBusConnection *connection, const gchar *sender, const gchar *object_path,
                        const gchar *interface_name, const gchar *method_name, GVariant *parameters,
                        GDBusMethodInvocation *invocation, gpointer user_data)
{
    (void)connection, (void)sender, (void)object_path, (void)interface_name, (void)user_data;
    if (strcmp(method_name, "Ping") == 0)
        g_dbus_method_invocation_return_value(invocation, parameters);
    else if (strcmp(method_name, "Quiet") == 0)
        (void)parameters;
} // warning: 1 NS208

static void ping(GDBusMethodInvocation *invocation)
{
    g_dbus_method_invocation_return_value(invocation, NULL);
}

static void quiet(GDBusMethodInvocation *invocation)
{
    g_dbus_method_invocation_return_value(invocation, NULL);
}

/* The names are in a table. */
static const struct {
    const gchar *name;
    void (*call)(GDBusMethodInvocation *);
} methods[] = {{"Ping", ping}, {"Quiet", quiet}};

static void by_table(GDBusConnection *connection, const gchar *sender, const gchar *object_path,
                     const gchar *interface_name, const gchar *method_name, GVariant *parameters,
                     GDBusMethodInvocation *invocation, gpointer user_data)
{
    (void)connection, (void)sender, (void)object_path, (void)interface_name, (void)parameters;
    if (!user_data)
        return; // warning: 9 NS208 "GDBusMethodInvocation"
    for (unsigned i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (strcmp(methods[i].name, method_name) == 0) {
            methods[i].call(invocation);
            return;
        }
} // ok: NS208

/* First the interface, then the method. */
static void by_interface(GDBusConnection *connection, const gchar *sender, const gchar *object_path,
                         const gchar *interface_name, const gchar *method_name, GVariant *parameters,
                         GDBusMethodInvocation *invocation, gpointer user_data)
{
    if (strcmp(interface_name, "a.b") != 0) {
        by_name(connection, sender, object_path, interface_name, method_name, parameters, invocation, user_data);
        return;
    }
    if (strcmp(method_name, "Ping") == 0) {
        g_dbus_method_invocation_return_value(invocation, parameters);
        return;
    }
    if (strcmp(method_name, "Forgotten") == 0)
        return; // warning: 9 NS208
} // ok: NS208

const GDBusInterfaceVTable by_table_table = {.method_call = by_table};
const GDBusInterfaceVTable by_interface_table = {.method_call = by_interface};
const GDBusInterfaceVTable by_name_table = {.method_call = by_name};
const GDBusInterfaceVTable forgets_table = {.method_call = forgets_one};
