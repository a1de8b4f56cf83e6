/* Excerpt of dbus 1.14.10, dbus/dbus.h and what it includes (GPL-2+ or AFL-2.1). */
#ifndef DBUS_H
#define DBUS_H

typedef unsigned int dbus_bool_t;
typedef struct DBusError DBusError;
typedef struct DBusConnection DBusConnection;
typedef struct DBusMessage DBusMessage;
typedef struct DBusPendingCall DBusPendingCall;
typedef struct DBusServer DBusServer;
typedef struct DBusTimeout DBusTimeout;
typedef struct DBusWatch DBusWatch;

typedef enum { DBUS_HANDLER_RESULT_HANDLED, DBUS_HANDLER_RESULT_NOT_YET_HANDLED } DBusHandlerResult;

typedef void (*DBusFreeFunction)(void *memory);
typedef DBusHandlerResult (*DBusHandleMessageFunction)(DBusConnection *connection, DBusMessage *message,
                                                       void *user_data);
typedef void (*DBusObjectPathUnregisterFunction)(DBusConnection *connection, void *user_data);
typedef DBusHandlerResult (*DBusObjectPathMessageFunction)(DBusConnection *connection, DBusMessage *message,
                                                           void *user_data);
typedef dbus_bool_t (*DBusAddWatchFunction)(DBusWatch *watch, void *data);
typedef void (*DBusWatchToggledFunction)(DBusWatch *watch, void *data);
typedef void (*DBusRemoveWatchFunction)(DBusWatch *watch, void *data);
typedef dbus_bool_t (*DBusAddTimeoutFunction)(DBusTimeout *timeout, void *data);
typedef void (*DBusTimeoutToggledFunction)(DBusTimeout *timeout, void *data);
typedef void (*DBusRemoveTimeoutFunction)(DBusTimeout *timeout, void *data);
typedef void (*DBusPendingCallNotifyFunction)(DBusPendingCall *pending, void *user_data);
typedef void (*DBusNewConnectionFunction)(DBusServer *server, DBusConnection *new_connection, void *data);

typedef struct DBusObjectPathVTable {
    DBusObjectPathUnregisterFunction unregister_function;
    DBusObjectPathMessageFunction message_function;
} DBusObjectPathVTable;

dbus_bool_t dbus_connection_add_filter(DBusConnection *connection, DBusHandleMessageFunction function,
                                       void *user_data, DBusFreeFunction free_data_function);
dbus_bool_t dbus_connection_register_object_path(DBusConnection *connection, const char *path,
                                                 const DBusObjectPathVTable *vtable, void *user_data);
dbus_bool_t dbus_connection_set_watch_functions(DBusConnection *connection, DBusAddWatchFunction add_function,
                                                DBusRemoveWatchFunction remove_function,
                                                DBusWatchToggledFunction toggled_function, void *data,
                                                DBusFreeFunction free_data_function);
dbus_bool_t dbus_connection_set_timeout_functions(DBusConnection *connection, DBusAddTimeoutFunction add_function,
                                                  DBusRemoveTimeoutFunction remove_function,
                                                  DBusTimeoutToggledFunction toggled_function, void *data,
                                                  DBusFreeFunction free_data_function);
DBusMessage *dbus_pending_call_steal_reply(DBusPendingCall *pending);
dbus_bool_t dbus_pending_call_set_notify(DBusPendingCall *pending, DBusPendingCallNotifyFunction function,
                                         void *user_data, DBusFreeFunction free_user_data);
void dbus_server_set_new_connection_function(DBusServer *server, DBusNewConnectionFunction function, void *data,
                                             DBusFreeFunction free_data_function);
DBusMessage *dbus_connection_send_with_reply_and_block(DBusConnection *connection, DBusMessage *message,
                                                       int timeout_milliseconds, struct DBusError *error);
dbus_bool_t dbus_connection_send(DBusConnection *connection, DBusMessage *message, unsigned int *client_serial);
void dbus_connection_flush(DBusConnection *connection);
dbus_bool_t dbus_connection_read_write_dispatch(DBusConnection *connection, int timeout_milliseconds);
dbus_bool_t dbus_threads_init_default(void);
DBusMessage *dbus_message_new_signal(const char *path, const char *iface, const char *name);
void dbus_message_unref(DBusMessage *message);

#endif
