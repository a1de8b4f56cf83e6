/* The object is in a field of a request. */
#include <gio/gio.h>

typedef struct {
    GTask *task;
    GFile *file;
    int pending;
} Request;

static void finish(Request *r, GError *error)
{
    if (error)
        g_task_return_error(r->task, error);
    else
        g_task_return_boolean(r->task, TRUE);
    g_object_unref(r->task);
    g_free(r);
}

static void loaded(GObject *source, GAsyncResult *res, gpointer data)
{
    Request *r = data;
    GError *error = NULL;
    if (!g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, &error)) {
        g_error_free(error);
        return; // warning: 9 NS208 "'loaded' leaves its 'GTask'"
    }
    finish(r, NULL);
}

static void loaded_good(GObject *source, GAsyncResult *res, gpointer data)
{
    Request *r = data;
    GError *error = NULL;
    if (!g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, &error)) {
        finish(r, error);
        return; // ok: NS208
    }
    finish(r, NULL);
} // ok: NS208

/* The next operation gets it. */
static void loaded_again(GObject *source, GAsyncResult *res, gpointer data)
{
    Request *r = data;
    if (!g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL)) {
        g_file_load_contents_async(r->file, NULL, loaded_good, r);
        return; // ok: NS208
    }
    finish(r, NULL);
} // ok: NS208

/* Others are still to come. */
static void loaded_one(GObject *source, GAsyncResult *res, gpointer data)
{
    Request *r = data;
    g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL);
    if (--r->pending > 0)
        return; // ok: NS208
    finish(r, NULL);
} // ok: NS208

/* The last one of many: it never completes, so others do. */
static void loaded_last(GObject *source, GAsyncResult *res, gpointer data)
{
    Request *r = data;
    g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL);
    r->pending = 0;
} // ok: NS208

void load_async(GFile *f, gboolean valid, GAsyncReadyCallback cb, gpointer data);
void load_async(GFile *f, gboolean valid, GAsyncReadyCallback cb, gpointer data)
{
    Request *r = g_malloc0(sizeof *r);
    r->task = g_task_new(f, NULL, cb, data);
    if (!valid) {
        g_free(r);
        return; // warning: 9 NS208 "'load_async' leaves its 'GTask'"
    }
    g_file_load_contents_async(f, NULL, loaded, r);
} // ok: NS208

void load_good_async(GFile *f, gboolean valid, GAsyncReadyCallback cb, gpointer data);
void load_good_async(GFile *f, gboolean valid, GAsyncReadyCallback cb, gpointer data)
{
    Request *r = g_malloc0(sizeof *r);
    r->task = g_task_new(f, NULL, cb, data);
    r->file = f;
    if (!valid) {
        finish(r, NULL);
        return; // ok: NS208
    }
    g_file_load_contents_async(f, NULL, loaded_good, r);
    g_file_load_contents_async(f, NULL, loaded_again, r);
    g_file_load_contents_async(f, NULL, loaded_one, r);
    g_file_load_contents_async(f, NULL, loaded_last, r);
} // ok: NS208

/* Others find the struct, and with it the object. */
void kept_async(GFile *f, GAsyncReadyCallback cb, gpointer data, Request **keep);
void kept_async(GFile *f, GAsyncReadyCallback cb, gpointer data, Request **keep)
{
    Request *r = g_malloc0(sizeof *r);
    r->task = g_task_new(f, NULL, cb, data);
    *keep = r;
} // ok: NS208

Request *made_async(GFile *f, GAsyncReadyCallback cb, gpointer data);
Request *made_async(GFile *f, GAsyncReadyCallback cb, gpointer data)
{
    Request *r = g_malloc0(sizeof *r);
    r->task = g_task_new(f, NULL, cb, data);
    return r; // ok: NS208
}
