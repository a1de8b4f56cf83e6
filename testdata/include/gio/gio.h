/* Excerpt of GIO 2.74.6 (LGPL-2.1-or-later). */
#ifndef __G_IO_H__
#define __G_IO_H__

#include <glib.h>

typedef struct _GObject GObject;
typedef struct _GFile GFile;
typedef struct _GTask GTask;
typedef struct _GResolver GResolver;
typedef struct _GList GList;
typedef struct _GCancellable GCancellable;
typedef struct _GAsyncResult GAsyncResult;
typedef void (*GAsyncReadyCallback)(GObject *source_object, GAsyncResult *res, gpointer user_data);
typedef void (*GTaskThreadFunc)(GTask *task, gpointer source_object, gpointer task_data,
                                GCancellable *cancellable);

GTask *g_task_new(gpointer source_object, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer callback_data);
void g_task_run_in_thread(GTask *task, GTaskThreadFunc task_func);
void g_task_return_boolean(GTask *task, gboolean result);
GCancellable *g_task_get_cancellable(GTask *task);
gpointer g_object_ref(gpointer object);
void g_object_unref(gpointer object);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GTask, g_object_unref)
gboolean g_file_load_contents(GFile *file, GCancellable *cancellable, char **contents,
                              gsize *length, char **etag_out, GError **error);
void g_file_load_contents_async(GFile *file, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean g_file_load_contents_finish(GFile *file, GAsyncResult *res, char **contents, gsize *length,
                                     char **etag_out, GError **error);
GList *g_resolver_lookup_by_name(GResolver *resolver, const gchar *hostname,
                                 GCancellable *cancellable, GError **error);
void g_resolver_lookup_by_name_async(GResolver *resolver, const gchar *hostname,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* gioenums.h, gioerror.h, gcancellable.h, ginputstream.h, goutputstream.h, gsocketclient.h,
 * gtask.h; gobject.h */
typedef struct _GInputStream GInputStream;
typedef struct _GOutputStream GOutputStream;
typedef struct _GFileInputStream GFileInputStream;
enum { G_IO_ERROR_FAILED, G_IO_ERROR_NOT_FOUND, G_IO_ERROR_CANCELLED = 19 };
GQuark g_io_error_quark(void);
#define G_IO_ERROR g_io_error_quark()
#define G_INPUT_STREAM(inst) ((GInputStream *)(inst))
GCancellable *g_cancellable_new(void);
void g_cancellable_cancel(GCancellable *cancellable);
gboolean g_cancellable_is_cancelled(GCancellable *cancellable);
void g_cancellable_reset(GCancellable *cancellable);
void g_object_unref(gpointer object);
GFile *g_file_new_for_path(const char *path);
GFileInputStream *g_file_read(GFile *file, GCancellable *cancellable, GError **error);
gboolean g_file_delete(GFile *file, GCancellable *cancellable, GError **error);
gssize g_input_stream_read(GInputStream *stream, void *buffer, gsize count,
                           GCancellable *cancellable, GError **error);
gboolean g_output_stream_flush(GOutputStream *stream, GCancellable *cancellable, GError **error);
gboolean g_output_stream_write_all(GOutputStream *stream, const void *buffer, gsize count,
                                   gsize *bytes_written, GCancellable *cancellable, GError **error);
void g_input_stream_read_async(GInputStream *stream, void *buffer, gsize count, int io_priority,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
void g_output_stream_write_async(GOutputStream *stream, const void *buffer, gsize count,
                                 int io_priority, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
typedef struct _GTypeInstance GTypeInstance;
GTypeInstance *g_type_check_instance_cast(GTypeInstance *instance, gsize iface_type);
gsize g_task_get_type(void);
gsize g_object_get_type(void);
#define G_OBJECT(o) ((GObject *)g_type_check_instance_cast((GTypeInstance *)(o), g_object_get_type()))
void g_object_set_data(GObject *object, const gchar *key, gpointer data);
#define G_TASK(o) ((GTask *)g_type_check_instance_cast((GTypeInstance *)(o), g_task_get_type()))
void g_task_return_error(GTask *task, GError *error);
void g_task_return_pointer(GTask *task, gpointer result, GDestroyNotify result_destroy);
void g_task_return_boolean(GTask *task, gboolean result);

/* gdbusmethodinvocation.h, gdbusconnection.h */
typedef struct _GDBusMethodInvocation GDBusMethodInvocation;
typedef struct _GDBusConnection GDBusConnection;
typedef struct _GVariant GVariant;
typedef void (*GDBusInterfaceMethodCallFunc)(GDBusConnection *connection, const gchar *sender,
                                             const gchar *object_path, const gchar *interface_name,
                                             const gchar *method_name, GVariant *parameters,
                                             GDBusMethodInvocation *invocation, gpointer user_data);
typedef struct _GDBusInterfaceVTable {
    GDBusInterfaceMethodCallFunc method_call;
} GDBusInterfaceVTable;
void g_dbus_method_invocation_return_value(GDBusMethodInvocation *invocation, GVariant *parameters);
void g_dbus_method_invocation_return_dbus_error(GDBusMethodInvocation *invocation,
                                                const gchar *error_name,
                                                const gchar *error_message);
gboolean g_task_return_error_if_cancelled(GTask *task);
void g_task_set_task_data(GTask *task, gpointer task_data, GDestroyNotify task_data_destroy);

/* gio/gdbusnameowning.h, gio/gioenums.h, gio/gdbusconnection.h; gobject/gsignal.h, gclosure.h */
typedef enum { G_BUS_TYPE_SYSTEM = 1, G_BUS_TYPE_SESSION = 2 } GBusType;
typedef enum { G_BUS_NAME_OWNER_FLAGS_NONE = 0 } GBusNameOwnerFlags;
typedef void (*GBusAcquiredCallback)(GDBusConnection *connection, const gchar *name,
                                     gpointer user_data);
typedef void (*GBusNameAcquiredCallback)(GDBusConnection *connection, const gchar *name,
                                         gpointer user_data);
typedef void (*GBusNameLostCallback)(GDBusConnection *connection, const gchar *name,
                                     gpointer user_data);
guint g_bus_own_name(GBusType bus_type, const gchar *name, GBusNameOwnerFlags flags,
                     GBusAcquiredCallback bus_acquired_handler,
                     GBusNameAcquiredCallback name_acquired_handler,
                     GBusNameLostCallback name_lost_handler, gpointer user_data,
                     GDestroyNotify user_data_free_func);
typedef struct _GClosure GClosure;
typedef void (*GCallback)(void);
typedef void (*GClosureNotify)(gpointer data, GClosure *closure);
#define G_CALLBACK(f) ((GCallback)(f))
unsigned long g_signal_connect_data(gpointer instance, const gchar *detailed_signal,
                                    GCallback c_handler, gpointer data, GClosureNotify destroy_data,
                                    int connect_flags);
#define g_signal_connect(instance, detailed_signal, c_handler, data)                               \
    g_signal_connect_data((instance), (detailed_signal), (c_handler), (data), NULL, 0)

/* gio/gtask.h, gio/gsubprocess.h; gobject/gparam.h; glib/gerror.h */
GError *g_error_new_literal(guint domain, int code, const gchar *message);
typedef struct _GParamSpec GParamSpec;
typedef struct _GSubprocess GSubprocess;
gpointer g_task_get_task_data(GTask *task);
gboolean g_task_get_completed(GTask *task);
void g_subprocess_wait_async(GSubprocess *subprocess, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean g_subprocess_wait_finish(GSubprocess *subprocess, GAsyncResult *result, GError **error);

#endif
