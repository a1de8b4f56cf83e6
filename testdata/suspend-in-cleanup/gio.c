// args: --disable NS1 --disable NS2 --disable NS4
/* A GCancellable stays cancelled: cleanup passes NULL. */
#include <gio/gio.h>

static gboolean after(GFile *file, GOutputStream *out, GCancellable *cancellable, GError **error)
{
    if (g_cancellable_is_cancelled(cancellable)) {
        gboolean ok = g_output_stream_flush(out, cancellable, error); // ok: NS303
        return ok;
    }
    if (!g_output_stream_write_all(out, "x", 1, NULL, cancellable, error)) {
        if (g_error_matches(*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            return g_file_delete(file, cancellable, NULL); // warning: 20 NS303 "g_file_delete" "fails at once"
        return FALSE;
    }
    return TRUE;
}

static gboolean after_good(GFile *file, GOutputStream *out, GCancellable *cancellable, GError **error)
{
    if (!g_output_stream_write_all(out, "x", 1, NULL, cancellable, error)) {
        if (g_error_matches(*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            return g_file_delete(file, NULL, NULL); // ok: NS303
        return FALSE;
    }
    return TRUE;
}

gboolean entry(GFile *file, GOutputStream *out, GCancellable *cancellable);
gboolean entry(GFile *file, GOutputStream *out, GCancellable *cancellable)
{
    GError *error = NULL;
    return after(file, out, cancellable, &error) && after_good(file, out, cancellable, &error);
}
