#include <gio/gio.h>
#include <unistd.h>

static gboolean on_timeout(gpointer data)
{
    (void)data;
    g_usleep(1000); // note: 5 NS101 "g_usleep" "g_timeout_add"
    return G_SOURCE_CONTINUE;
}

static void on_loaded(GObject *source, GAsyncResult *res, gpointer data)
{
    (void)source, (void)res, (void)data;
    usleep(1); // note: 5 NS101
}

static void in_thread(GTask *task, gpointer source, gpointer data, GCancellable *c)
{
    (void)source, (void)data, (void)c;
    g_usleep(2); // ok: NS101
    g_task_return_boolean(task, TRUE);
}

static gpointer thread_main(gpointer data)
{
    g_usleep(3); // ok: NS101
    return data;
}

static gboolean dispatch(GSource *source, GSourceFunc callback, gpointer data)
{
    (void)source, (void)callback, (void)data;
    usleep(4); // note: 5 NS101
    return G_SOURCE_CONTINUE;
}

static GSourceFuncs funcs = {NULL, NULL, dispatch, NULL};

void start(GFile *file)
{
    g_timeout_add(10, on_timeout, NULL);
    g_file_load_contents_async(file, NULL, on_loaded, NULL);
    g_task_run_in_thread(g_task_new(NULL, NULL, NULL, NULL), in_thread); // warning: 26 NS205 "g_task_new"
    g_thread_new("worker", thread_main, NULL);
    g_source_new(&funcs, 64);
    g_usleep(5); // ok: NS101
}
