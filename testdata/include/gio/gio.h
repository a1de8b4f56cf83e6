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
typedef void (*GTaskThreadFunc)(GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable);

GTask *g_task_new(gpointer source_object, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer callback_data);
void g_task_run_in_thread(GTask *task, GTaskThreadFunc task_func);
void g_task_return_boolean(GTask *task, gboolean result);
void g_object_unref(gpointer object);
static inline void glib_autoptr_cleanup_GTask(GTask **task)
{
    if (*task)
        g_object_unref(*task);
}
gboolean g_file_load_contents(GFile *file, GCancellable *cancellable, char **contents, gsize *length, char **etag_out,
                              GError **error);
void g_file_load_contents_async(GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean g_file_load_contents_finish(GFile *file, GAsyncResult *res, char **contents, gsize *length, char **etag_out,
                                     GError **error);
GList *g_resolver_lookup_by_name(GResolver *resolver, const gchar *hostname, GCancellable *cancellable, GError **error);
void g_resolver_lookup_by_name_async(GResolver *resolver, const gchar *hostname, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

#endif
