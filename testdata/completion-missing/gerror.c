/* A call that gets the address of a GError fails where it sets it, and not elsewhere. */
#include <gio/gio.h>

gboolean parse(const char *text, gsize len, GError **error);
gssize take(const char *text, gsize len, GError **error);
gpointer make(const char *text, GError **error);
void keep(GObject *object, const char *name);

static void loaded(GObject *source, GAsyncResult *result, gpointer data)
{
    GTask *task = G_TASK(data);
    GError *error = NULL;
    char *text = NULL;
    gsize len;
    if (g_file_load_contents_finish((GFile *)source, result, &text, &len, NULL, &error)) {
        if (!parse(text, len, &error))
            goto out;
        keep(source, text);
        g_object_set_data(G_OBJECT(task), "name", text);
        g_task_return_pointer(task, text, g_free);
        keep(source, "loaded");
    }
out:
    if (error != NULL)
        g_task_return_error(task, error); // ok: NS209
    g_object_unref(task);
} // ok: NS208

/* The error is not looked at where it was not parsed. */
static void loaded_half(GObject *source, GAsyncResult *result, gpointer data)
{
    GTask *task = G_TASK(data);
    GError *error = NULL;
    char *text = NULL;
    gsize len;
    if (!g_file_load_contents_finish((GFile *)source, result, &text, &len, NULL, &error)) {
        g_task_return_error(task, error);
        return;
    }
    if (parse(text, len, &error))
        g_task_return_pointer(task, text, g_free);
    else if (!error)
        g_task_return_boolean(task, FALSE);
} // warning: 1 NS208

static void loaded_twice(GObject *source, GAsyncResult *result, gpointer data)
{
    GTask *task = G_TASK(data);
    GError *error = NULL;
    char *text = NULL;
    gsize len;
    if (!g_file_load_contents_finish((GFile *)source, result, &text, &len, NULL, &error))
        g_task_return_boolean(task, FALSE);
    if (error)
        g_task_return_error(task, error); // error: 9 NS209
    else
        g_task_return_pointer(task, text, g_free); // ok: NS209
}

/* Numbers are less than zero, pointers are NULL. */
static void loaded_numbers(GObject *source, GAsyncResult *result, gpointer data)
{
    GTask *task = G_TASK(data);
    GError *error = NULL;
    char *text = NULL;
    gsize len;
    gssize n = -1;
    gpointer made = NULL;
    if (g_file_load_contents_finish((GFile *)source, result, &text, &len, NULL, &error))
        n = take(text, len, &error);
    if (n == 0)
        g_task_return_boolean(task, FALSE);
    else if (n > 0 && (made = make(text, &error)) != NULL)
        g_task_return_pointer(task, made, g_free);
    else
        g_task_return_error(task, error); // ok: NS209
} // ok: NS208

void load(GFile *f, int how, GAsyncReadyCallback cb);
void load(GFile *f, int how, GAsyncReadyCallback cb)
{
    static const GAsyncReadyCallback all[] = {loaded, loaded_half, loaded_twice, loaded_numbers};
    GTask *task = g_task_new(f, NULL, cb, NULL);
    g_file_load_contents_async(f, NULL, all[how], task);
}
