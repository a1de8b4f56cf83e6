/* GIO's synchronous calls where an asynchronous twin exists. */
#include <gio/gio.h>

static void on_ready(GObject *source, GAsyncResult *res, gpointer data)
{
    char *text;
    (void)source;
    g_file_load_contents_finish(data, res, &text, NULL, NULL, NULL); // ok: NS106, NS107
}

static gboolean on_idle(gpointer data)
{
    char *text;
    g_file_load_contents(data, NULL, &text, NULL, NULL, NULL);    // note: 5 NS106 "g_file_load_contents"
    g_file_get_contents("motd", &text, NULL, NULL);               // note: 5 NS106
    g_resolver_lookup_by_name(NULL, "example.org", NULL, NULL);   // error: 5 NS103
    g_spawn_command_line_sync("ls", &text, NULL, NULL, NULL);     // error: 5 NS104
    g_file_load_contents_async(data, NULL, on_ready, data);       // ok: NS106, NS107
    g_resolver_lookup_by_name_async(NULL, "x", NULL, on_ready, data); // ok: NS103
    return G_SOURCE_REMOVE;
}

void start(GFile *file)
{
    g_idle_add(on_idle, file);
}
