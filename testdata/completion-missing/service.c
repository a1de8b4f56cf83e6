/* A D-Bus service and its client as they are written: error gotos, helpers that answer, several methods of one handler. */
#include <gio/gio.h>
#include <string.h>

typedef struct {
    GDBusConnection *bus;
    GList *jobs;
    int locked;
} Service;

typedef struct {
    Service *service;
    GDBusMethodInvocation *invocation;
    int size;
} Job;

GVariant *make_reply(int n);
Job *job_new(Service *s, GDBusMethodInvocation *invocation);
void job_free(Job *job);
int job_prepare(Job *job);

static void answer_error(GDBusMethodInvocation *invocation, const char *why)
{
    g_dbus_method_invocation_return_dbus_error(invocation, "org.x.Failed", why);
}

static void job_finish(Job *job, int ok)
{
    if (ok)
        g_dbus_method_invocation_return_value(job->invocation, make_reply(job->size));
    else
        answer_error(job->invocation, "job failed");
    job_free(job);
}

static gboolean on_timeout(gpointer data)
{
    Job *job = data;
    job_finish(job, job->size > 0);
    return FALSE;
}

static void handle_resize(Service *s, GDBusMethodInvocation *invocation)
{
    Job *job = job_new(s, invocation);
    if (!job) {
        answer_error(invocation, "no memory");
        return; // ok: NS208
    }
    if (job_prepare(job) < 0)
        goto out;
    g_timeout_add(100, on_timeout, job);
    return; // ok: NS208
out:
    job_finish(job, 0);
}

static void handle_lock(Service *s, GDBusMethodInvocation *invocation)
{
    if (s->locked)
        return; // warning: 9 NS208 "GDBusMethodInvocation"
    s->locked = 1;
    g_dbus_method_invocation_return_value(invocation, NULL);
}

static void handle_unlock(Service *s, GDBusMethodInvocation *invocation)
{
    GVariant *reply = NULL;
    if (!s->locked) {
        answer_error(invocation, "not locked");
        goto done;
    }
    s->locked = 0;
    reply = make_reply(0);
    if (!reply)
        goto done;
    g_dbus_method_invocation_return_value(invocation, reply);
done:
    s->locked = 0;
} // warning: 1 NS208

static void on_method(GDBusConnection *connection, const gchar *sender, const gchar *path, const gchar *iface,
                      const gchar *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
    Service *s = data;
    (void)connection;
    (void)sender;
    (void)path;
    (void)iface;
    (void)parameters;
    if (strcmp(method, "Resize") == 0)
        handle_resize(s, invocation);
    else if (strcmp(method, "Lock") == 0)
        handle_lock(s, invocation);
    else if (strcmp(method, "Unlock") == 0)
        handle_unlock(s, invocation);
    else
        answer_error(invocation, "no such method");
}

const GDBusInterfaceVTable service_vtable = {.method_call = on_method};

/* Tasks. */
typedef struct {
    char *path;
    int tries;
} Load;

static void load_done(GObject *source, GAsyncResult *result, gpointer data)
{
    GTask *task = data;
    Load *load = g_task_get_task_data(task);
    GError *error = NULL;
    char *text = NULL;
    gsize length;
    if (!g_file_load_contents_finish((GFile *)source, result, &text, &length, NULL, &error)) {
        if (load->tries++ < 3)
            return; // warning: 13 NS208 "GTask"
        g_task_return_error(task, error);
        return;
    }
    if (length == 0) {
        g_free(text);
        g_task_return_boolean(task, FALSE);
        return; // ok: NS208
    }
    g_task_return_pointer(task, text, g_free);
}

void load_async(GFile *file, Load *load, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void load_async(GFile *file, Load *load, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
    GTask *task = g_task_new(file, cancellable, callback, data);
    g_task_set_task_data(task, load, NULL);
    if (g_task_return_error_if_cancelled(task))
        return; // ok: NS208
    if (!load->path) {
        g_task_return_boolean(task, FALSE);
        return; // ok: NS208
    }
    g_file_load_contents_async(file, cancellable, load_done, task); // ok: NS208
}
