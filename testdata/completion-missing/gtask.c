// args: --disable NS205
#include <gio/gio.h>
#include <stdlib.h>

struct job {
    GTask *task;
    int n;
};

static void complete(GTask *task, int n)
{
    if (n)
        g_task_return_boolean(task, TRUE);
    else
        g_task_return_error(task, NULL);
}

static void look(GTask *task)
{
    g_task_get_cancellable(task);
}

void by_helper(GFile *f, GAsyncReadyCallback cb, int n);
void by_helper(GFile *f, GAsyncReadyCallback cb, int n)
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    if (n > 3)
        return; // warning: 9 NS208 "'by_helper' leaves its 'GTask' neither completed nor handed on"
    complete(task, n);
} // ok: NS208

void kept(struct job *j, GFile *f, GAsyncReadyCallback cb);
void kept(struct job *j, GFile *f, GAsyncReadyCallback cb)
{
    j->task = g_task_new(f, NULL, cb, NULL);
} // ok: NS208

static void on_loaded(GObject *source, GAsyncResult *res, gpointer data)
{
    GTask *task = data;
    char *text = NULL;
    if (g_task_return_error_if_cancelled(task))
        return; // ok: NS208
    if (!g_file_load_contents_finish((GFile *)source, res, &text, NULL, NULL, NULL))
        return; // warning: 9 NS208 "'on_loaded' leaves its 'GTask'"
    g_task_return_pointer(task, text, free);
}

void load(GFile *f, GAsyncReadyCallback cb);
void load(GFile *f, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    g_task_set_task_data(task, f, NULL);
    g_file_load_contents_async(f, NULL, on_loaded, task);
} // ok: NS208

void forgotten(GFile *f, GAsyncReadyCallback cb);
void forgotten(GFile *f, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    look(task);
} // warning: 1 NS208

static void on_method(GDBusConnection *connection, const gchar *sender, const gchar *object_path,
                      const gchar *interface_name, const gchar *method_name, GVariant *parameters,
                      GDBusMethodInvocation *invocation, gpointer user_data)
{
    (void)connection, (void)sender, (void)object_path, (void)interface_name, (void)user_data;
    if (method_name[0] == 'a')
        g_dbus_method_invocation_return_value(invocation, parameters);
    else if (method_name[0] == 'b')
        g_dbus_method_invocation_return_dbus_error(invocation, "no", "no");
} // warning: 1 NS208 "GDBusMethodInvocation"

const GDBusInterfaceVTable table = {.method_call = on_method};

static void in_thread(GTask *task, gpointer source, gpointer data, GCancellable *c)
{
    (void)source;
    (void)c;
    if (!data)
        return; // warning: 9 NS208 "'in_thread' leaves its 'GTask'"
    g_task_return_boolean(task, TRUE);
}

static void in_thread_always(GTask *task, gpointer source, gpointer data, GCancellable *c)
{
    (void)source;
    (void)c;
    if (!data) {
        g_task_return_boolean(task, FALSE);
        return; // ok: NS208
    }
    g_task_return_boolean(task, TRUE);
}

/* Nobody hands it on to this one: who calls it completes it. */
static void only_looks(GTask *task, gpointer source, gpointer data, GCancellable *c)
{
    (void)source;
    (void)c;
    if (!data)
        return; // ok: NS208
    look(task);
}

void threads(GFile *f, GAsyncReadyCallback cb);
void threads(GFile *f, GAsyncReadyCallback cb)
{
    GTask *a = g_task_new(f, NULL, cb, NULL), *b = g_task_new(f, NULL, cb, NULL), *c = g_task_new(f, NULL, cb, NULL);
    g_task_run_in_thread(a, in_thread);
    g_task_run_in_thread(b, in_thread_always);
    only_looks(c, f, NULL, NULL);
    g_task_return_boolean(c, TRUE);
} // ok: NS208
