// args: --disable NS1 --disable NS2 --disable NS4
/* A GCancellable that is cancelled makes every call fail: a retry spins. */
#include <gio/gio.h>

struct job {
    GOutputStream *out;
    GCancellable *cancellable;
    GError *error;
};

gboolean ignores(GOutputStream *out, GCancellable *cancellable);
gboolean looks(GOutputStream *out, GCancellable *cancellable);
gboolean retries(GOutputStream *out, GCancellable *cancellable);
gboolean retries_good(GOutputStream *out, GCancellable *cancellable);
gboolean best_effort(GOutputStream *out);
gboolean through_helper(GOutputStream *out, GCancellable *cancellable);
gboolean through_helper_null(GOutputStream *out);
gboolean by_error(GOutputStream *out, GCancellable *cancellable);
gboolean by_task(struct job *job);
gboolean by_task_null(struct job *job);
gboolean closes_after(GOutputStream *out, GCancellable *cancellable);
gboolean closes_first(GOutputStream *out, GCancellable *cancellable);
void returns_error(GTask *task, GOutputStream *out, GError *error);
void returns_true(GTask *task, GOutputStream *out);
void deletes_last(GFile *file, GCancellable *cancellable);

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

static gboolean send(GOutputStream *out, GCancellable *cancellable)
{
    return g_output_stream_flush(out, cancellable, NULL);
}

gboolean through_helper(GOutputStream *out, GCancellable *cancellable)
{
    send(out, cancellable); // warning: 5 NS304 "send" "g_output_stream_flush" "ignored"
    return g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
}

gboolean through_helper_null(GOutputStream *out)
{
    send(out, NULL); // ok: NS304
    return g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
}

/* The error tells as the result does. */
gboolean by_error(GOutputStream *out, GCancellable *cancellable)
{
    GError *error = NULL;
    g_output_stream_flush(out, cancellable, &error); // ok: NS304
    g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
    return error == NULL;
}

static gboolean job_flush(struct job *job)
{
    return g_output_stream_flush(job->out, job->cancellable, &job->error);
}

static gboolean job_flush_null(struct job *job)
{
    return g_output_stream_flush(job->out, job->cancellable, NULL);
}

gboolean by_task(struct job *job)
{
    job_flush(job); // ok: NS304
    g_output_stream_write_all(job->out, "x", 1, NULL, NULL, NULL);
    return job->error == NULL;
}

gboolean by_task_null(struct job *job)
{
    job_flush_null(job); // warning: 5 NS304 "job_flush_null" "ignored"
    g_output_stream_write_all(job->out, "x", 1, NULL, NULL, NULL);
    return job->error == NULL;
}

/* The first failure is what the caller is told. */
gboolean closes_after(GOutputStream *out, GCancellable *cancellable)
{
    gboolean ok = g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
    if (ok)
        ok = g_output_stream_flush(out, cancellable, NULL);
    else
        g_output_stream_flush(out, cancellable, NULL); // ok: NS304
    g_output_stream_write_all(out, "y", 1, NULL, NULL, NULL);
    return ok;
}

gboolean closes_first(GOutputStream *out, GCancellable *cancellable)
{
    gboolean ok = g_output_stream_write_all(out, "x", 1, NULL, NULL, NULL);
    if (ok)
        g_output_stream_flush(out, cancellable, NULL); // warning: 9 NS304 "g_output_stream_flush" "ignored"
    g_output_stream_write_all(out, "y", 1, NULL, NULL, NULL);
    return ok;
}

void returns_error(GTask *task, GOutputStream *out, GError *error)
{
    g_output_stream_flush(out, g_task_get_cancellable(task), NULL); // ok: NS304
    g_output_stream_write_all(out, "y", 1, NULL, NULL, NULL);
    g_task_return_error(task, error);
}

void returns_true(GTask *task, GOutputStream *out)
{
    g_output_stream_flush(out, g_task_get_cancellable(task), NULL); // warning: 5 NS304 "g_output_stream_flush" "ignored"
    g_output_stream_write_all(out, "y", 1, NULL, NULL, NULL);
    g_task_return_boolean(task, TRUE);
}

/* What is cancelled is this operation: nothing more is done with the file. */
void deletes_last(GFile *file, GCancellable *cancellable)
{
    g_file_delete(file, cancellable, NULL); // ok: NS304
    g_object_unref(file);
}
