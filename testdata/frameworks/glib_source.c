/* GLib: the functions of a source's table run in each round of the main loop, but for finalize, which may run anywhere. */
#include <glib.h>
#include <unistd.h>

static gboolean prepare(GSource *source, gint *timeout)
{
    (void)source;
    *timeout = -1;
    pause(); // error: 5 NS101 related: "GSourceFuncs"
    return FALSE;
}

static gboolean check(GSource *source)
{
    (void)source;
    pause(); // error: 5 NS101 related: "GSourceFuncs"
    return TRUE;
}

static gboolean dispatch(GSource *source, GSourceFunc callback, gpointer data)
{
    (void)source;
    return callback ? callback(data) : G_SOURCE_CONTINUE; // ok: NS101
}

static void finalize(GSource *source)
{
    (void)source;
    pause(); // ok: NS101
}

static GSourceFuncs funcs = {.prepare = prepare, .check = check, .dispatch = dispatch, .finalize = finalize};

GSource *start(void);

GSource *start(void)
{
    return g_source_new(&funcs, 64);
}
