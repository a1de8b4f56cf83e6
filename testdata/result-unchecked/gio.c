// args: --enable NS307
/* A function that tells what became of it is not listened to; and is, or is kept. */
#include <gio/gio.h>

struct load {
    GAsyncResult *kept;
    gboolean done;
};
void show(const char *text);

static void ignored(GObject *source, GAsyncResult *res, gpointer data) // warning: 13 NS307 "'ignored' never looks"
{
    char *text = NULL;
    GError *error = NULL;
    g_file_load_contents_finish((GFile *)source, res, &text, NULL, NULL, &error);
    show(text);
    (void)data;
}

static void only_freed(GObject *source, GAsyncResult *res, gpointer data) // warning: 13 NS307
{
    char *text = NULL;
    GError *error = NULL;
    g_file_load_contents_finish((GFile *)source, res, &text, NULL, NULL, &error);
    g_clear_error(&error);
    ((struct load *)data)->done = TRUE;
}

static void looks_at_error(GObject *source, GAsyncResult *res, gpointer data) // ok: NS307
{
    char *text = NULL;
    GError *error = NULL;
    g_file_load_contents_finish((GFile *)source, res, &text, NULL, NULL, &error);
    if (error != NULL) {
        g_clear_error(&error);
        return;
    }
    show(text);
    (void)data;
}

static void looks_at_result(GObject *source, GAsyncResult *res, gpointer data) // ok: NS307
{
    char *text = NULL;
    GError *error = NULL;
    if (g_file_load_contents_finish((GFile *)source, res, &text, NULL, NULL, &error))
        show(text);
    g_clear_error(&error);
    (void)data;
}

static void does_not_care(GObject *source, GAsyncResult *res, gpointer data) // ok: NS307
{
    g_file_load_contents_finish((GFile *)source, res, NULL, NULL, NULL, NULL);
    (void)data;
}

static void keeps(GObject *source, GAsyncResult *res, gpointer data) // ok: NS307
{
    struct load *l = data;
    l->kept = g_object_ref(res);
    (void)source;
}

static void only_user_data(GObject *source, GAsyncResult *res, gpointer data) // warning: 13 NS307
{
    gpointer same = g_object_ref(res);
    g_object_unref(same);
    (void)source, (void)data;
}

void start(GFile *f, struct load *l);
void start(GFile *f, struct load *l)
{
    const GAsyncReadyCallback all[] = {ignored, only_freed, looks_at_error, looks_at_result, does_not_care, keeps, only_user_data};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        g_file_load_contents_async(f, NULL, all[i], l);
}
