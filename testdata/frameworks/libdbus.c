/* libdbus: filters, object paths, notifications, watches and timeouts run where the connection is dispatched. */
#include <dbus/dbus.h>
#include <stddef.h>
#include <unistd.h>

static DBusHandlerResult on_message(DBusConnection *connection, DBusMessage *message, void *data)
{
    (void)data;
    dbus_connection_send_with_reply_and_block(connection, message, 1000, NULL); // warning: 5 NS107 related: "dbus_connection_add_filter"
    return DBUS_HANDLER_RESULT_HANDLED;
}

static DBusHandlerResult on_message_good(DBusConnection *connection, DBusMessage *message, void *data)
{
    (void)data;
    dbus_connection_send(connection, message, NULL); // ok: NS107
    return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
}

static DBusHandlerResult on_object(DBusConnection *connection, DBusMessage *message, void *data)
{
    (void)connection, (void)message, (void)data;
    pause(); // error: 5 NS101 related: "DBusObjectPathVTable"
    return DBUS_HANDLER_RESULT_HANDLED;
}

static dbus_bool_t add_watch(DBusWatch *watch, void *data)
{
    (void)watch, (void)data;
    pause(); // error: 5 NS101 related: "dbus_connection_set_watch_functions"
    return 1;
}

static void remove_watch(DBusWatch *watch, void *data)
{
    (void)watch, (void)data; // ok: NS101
}

static dbus_bool_t add_timeout(DBusTimeout *timeout, void *data)
{
    (void)timeout, (void)data; // ok: NS101
    return 1;
}

static void remove_timeout(DBusTimeout *timeout, void *data)
{
    (void)timeout, (void)data;
    pause(); // error: 5 NS101 related: "dbus_connection_set_timeout_functions"
}

static void on_reply(DBusPendingCall *call, void *data)
{
    (void)call, (void)data;
    pause(); // error: 5 NS101 related: "dbus_pending_call_set_notify"
}

static void on_connection(DBusServer *server, DBusConnection *connection, void *data)
{
    (void)server, (void)connection, (void)data;
    pause(); // error: 5 NS101 related: "dbus_server_set_new_connection_function"
}

static const DBusObjectPathVTable object = {.message_function = on_object};

void start(DBusConnection *connection, DBusMessage *message, DBusPendingCall *call, DBusServer *server);

void start(DBusConnection *connection, DBusMessage *message, DBusPendingCall *call, DBusServer *server)
{
    dbus_connection_send_with_reply_and_block(connection, message, 1000, NULL); // ok: NS107
    dbus_connection_add_filter(connection, on_message, NULL, NULL);
    dbus_connection_add_filter(connection, on_message_good, NULL, NULL);
    dbus_connection_register_object_path(connection, "/", &object, NULL);
    dbus_connection_set_watch_functions(connection, add_watch, remove_watch, NULL, NULL, NULL);
    dbus_connection_set_timeout_functions(connection, add_timeout, remove_timeout, NULL, NULL, NULL);
    dbus_pending_call_set_notify(call, on_reply, NULL, NULL);
    dbus_server_set_new_connection_function(server, on_connection, NULL, NULL);
}
