/* GTask: g_task_new gives a reference that the caller gives up with g_object_unref. */
#include <gio/gio.h>

static void work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    (void)source;
    (void)data;
    (void)cancellable;
    g_task_return_boolean(task, TRUE);
}

void run(gpointer object, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // ok: NS205
    g_task_run_in_thread(task, work);
    g_object_unref(task);
}

void leaked(gpointer object, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // warning: 19 NS205 "'g_task_new' is dropped" "g_object_unref"
    g_task_run_in_thread(task, work);
}

void ignored(gpointer object, GAsyncReadyCallback done)
{
    g_task_new(object, NULL, done, NULL); // warning: 5 NS205 "g_task_new"
} // ok: NS208

void automatic(gpointer object, GAsyncReadyCallback done)
{
    g_autoptr(GTask) task = g_task_new(object, NULL, done, NULL); // ok: NS205
    g_task_run_in_thread(task, work);
}

/* Behind a callback stands what it is handed: its user data. */
static void on_load(GObject *source, GAsyncResult *result, gpointer data)
{
    (void)source, (void)result;
    g_object_unref(data);
}

void loads(gpointer object, GFile *file, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // ok: NS205
    g_file_load_contents_async(file, NULL, on_load, task);
}

void loads_with(gpointer object, GFile *file, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // ok: NS205
    g_file_load_contents_async(file, NULL, done, task);
}

void loads_without(gpointer object, GFile *file, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // warning: 19 NS205 "g_task_new"
    g_task_return_boolean(task, TRUE);
    g_file_load_contents_async(file, NULL, on_load, object);
}

void fails_by_contract(gpointer object, GFile *file, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // ok: NS205
    g_return_if_fail(file != NULL);
    g_file_load_contents_async(file, NULL, on_load, task);
}

void fails_by_test(gpointer object, GFile *file, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // ok: NS205
    if (!file)
        return; // warning: 9 NS208
    g_file_load_contents_async(file, NULL, on_load, task);
}

void handed_on(gpointer object, GAsyncReadyCallback done)
{
    GTask *task = g_task_new(object, NULL, done, NULL); // ok: NS205
    g_idle_add(NULL, task);
}
