/* Casts, new references, and functions of the program that complete it on some ways only. */
#include <gio/gio.h>

static void deleted(GObject *source, GAsyncResult *res, gpointer data)
{
    g_autoptr(GTask) task = G_TASK(data);
    if (!g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL))
        return; // warning: 9 NS208 "'deleted' leaves its 'GTask'"
    g_task_return_boolean(task, TRUE);
}

static void deleted_stolen(GObject *source, GAsyncResult *res, gpointer data)
{
    g_autoptr(GTask) task = g_steal_pointer(&data);
    if (!g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL))
        return; // warning: 9 NS208
    g_task_return_boolean(task, TRUE);
}

static void deleted_good(GObject *source, GAsyncResult *res, gpointer data)
{
    g_autoptr(GTask) task = G_TASK(data);
    gboolean ok = g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL);
    g_task_return_boolean(task, ok);
} // ok: NS208

void hand_on(GFile *f, GAsyncReadyCallback cb, gpointer *keep);
void hand_on(GFile *f, GAsyncReadyCallback cb, gpointer *keep)
{
    g_autoptr(GTask) stolen = g_task_new(f, NULL, cb, NULL), kept = g_task_new(f, NULL, cb, NULL);
    g_autoptr(GTask) referred = g_task_new(f, NULL, cb, NULL);
    g_file_load_contents_async(f, NULL, deleted, g_object_ref(referred));
    g_file_load_contents_async(f, NULL, deleted_good, g_steal_pointer(&stolen));
    g_file_load_contents_async(f, NULL, deleted_stolen, NULL);
    *keep = g_steal_pointer(&kept);
} // ok: NS208

/* The parameter decides. */
static void fail(GTask *task, GError *error)
{
    if (error != NULL)
        g_task_return_error(task, error);
}

void split(GFile *f, GError *error, GAsyncReadyCallback cb);
void split(GFile *f, GError *error, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    fail(task, error);
    if (error == NULL)
        g_task_return_boolean(task, TRUE);
} // ok: NS208, NS209

void split_open(GFile *f, GError *error, GAsyncReadyCallback cb);
void split_open(GFile *f, GError *error, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    fail(task, error);
} // warning: 1 NS208 "'split_open' leaves its 'GTask'"

void split_known(GFile *f, GError *error, GAsyncReadyCallback cb);
void split_known(GFile *f, GError *error, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    if (error == NULL)
        g_task_return_boolean(task, TRUE);
    else
        fail(task, error);
} // ok: NS208

void split_twice(GFile *f, GError *error, GAsyncReadyCallback cb);
void split_twice(GFile *f, GError *error, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    fail(task, error);
    g_task_return_boolean(task, TRUE); // error: 5 NS209
}

/* The result tells. */
static gboolean refused(GTask *task, int n)
{
    if (n < 0) {
        g_task_return_boolean(task, FALSE);
        return TRUE;
    }
    return FALSE;
}

void told(GFile *f, int n, GAsyncReadyCallback cb);
void told(GFile *f, int n, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    if (refused(task, n))
        return; // ok: NS208
    if (n > 10)
        return; // warning: 9 NS208
    g_task_return_boolean(task, TRUE); // ok: NS209
}

void told_and_ignored(GFile *f, int n, GAsyncReadyCallback cb);
void told_and_ignored(GFile *f, int n, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    refused(task, n);
    g_task_return_boolean(task, TRUE); // error: 5 NS209
}

/* A certain number decides, which is not followed: it counts as handed on. */
static void at_three(GTask *task, int n)
{
    if (n == 3)
        g_task_return_boolean(task, TRUE);
}

void not_told(GFile *f, int n, GAsyncReadyCallback cb);
void not_told(GFile *f, int n, GAsyncReadyCallback cb)
{
    g_autoptr(GTask) task = g_task_new(f, NULL, cb, NULL);
    at_three(task, n);
} // ok: NS208
