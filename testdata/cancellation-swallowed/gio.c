// args: --disable NS1 --disable NS2 --disable NS4
/* A GCancellable that is cancelled makes every call fail: a retry spins. */
#include <gio/gio.h>

gboolean ignores(GOutputStream *out, GCancellable *cancellable);
gboolean looks(GOutputStream *out, GCancellable *cancellable);
gboolean retries(GOutputStream *out, GCancellable *cancellable);
gboolean retries_good(GOutputStream *out, GCancellable *cancellable);
gboolean best_effort(GOutputStream *out);

gboolean ignores(GOutputStream *out, GCancellable *cancellable)
{
    g_output_stream_flush(out, cancellable, NULL); // warning: 5 NS304 "g_output_stream_flush" "ignored"
    return g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
}

gboolean looks(GOutputStream *out, GCancellable *cancellable)
{
    if (!g_output_stream_flush(out, cancellable, NULL)) // ok: NS304
        return FALSE;
    return g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
}

gboolean retries(GOutputStream *out, GCancellable *cancellable)
{
    while (!g_output_stream_flush(out, cancellable, NULL)) // warning: 13 NS304 "g_output_stream_flush" "for ever"
        ;
    return TRUE;
}

gboolean retries_good(GOutputStream *out, GCancellable *cancellable)
{
    while (!g_output_stream_flush(out, cancellable, NULL)) // ok: NS304
        if (g_cancellable_is_cancelled(cancellable))
            return FALSE;
    return TRUE;
}

gboolean best_effort(GOutputStream *out)
{
    g_output_stream_flush(out, NULL, NULL); // ok: NS304
    return g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
}
