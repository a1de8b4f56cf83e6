// args: --disable NS1 --disable NS2 --disable NS4
/* GIO: a call with a GCancellable fails once that is cancelled. */
#include <gio/gio.h>
#include <stdlib.h>

static gboolean bad(GFile *file, GCancellable *cancellable)
{
    char *text = g_strdup("x"), *contents = NULL;
    GError *error = NULL;
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, &error))
        return FALSE; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    g_free(contents);
    g_free(text);
    return TRUE;
}

static gboolean good(GFile *file, GCancellable *cancellable)
{
    char *text = g_strdup("x"), *contents = NULL;
    GError *error = NULL;
    gboolean ok = g_file_load_contents(file, cancellable, &contents, NULL, NULL, &error);
    if (ok)
        g_free(contents);
    g_free(text);
    return ok; // ok: NS302
}

static gboolean not_cancellable(GFile *file)
{
    char *text = g_strdup("x"), *contents = NULL;
    if (!g_file_load_contents(file, NULL, &contents, NULL, NULL, NULL))
        return FALSE; // ok: NS302
    g_free(contents);
    g_free(text);
    return TRUE;
}

static gboolean automatic(GFile *file, GCancellable *cancellable)
{
    g_autofree char *text = g_strdup("x");
    char *contents = NULL;
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, NULL))
        return FALSE; // ok: NS302
    g_free(contents);
    return text != NULL;
}

/* Who is given it may keep it: then nobody has to release it behind that, but before. */
void may_keep(char *text);

static gboolean given_before(GFile *file, GCancellable *cancellable)
{
    char *text = g_strdup("x"), *contents = NULL;
    may_keep(text);
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, NULL))
        return FALSE; // ok: NS302
    g_free(contents);
    return TRUE;
}

static gboolean given_behind(GFile *file, GCancellable *cancellable)
{
    char *text = g_strdup("x"), *contents = NULL;
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, NULL))
        return FALSE; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    g_free(contents);
    may_keep(text);
    return TRUE;
}

static gboolean lent_before(GFile *file, GCancellable *cancellable)
{
    char *text = g_strdup("x"), *contents = NULL;
    may_keep(text);
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, NULL))
        return FALSE; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    g_free(contents);
    g_free(text);
    return TRUE;
}

static gboolean matched(GFile *file, GCancellable *cancellable)
{
    GError *error = NULL;
    GFileInputStream *in = g_file_read(file, NULL, &error);
    char buffer[10];
    if (!in)
        return FALSE; // ok: NS302
    gssize n = g_input_stream_read(G_INPUT_STREAM(in), buffer, sizeof buffer, cancellable, &error);
    if (n < 0 && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return FALSE; // warning: 9 NS302 "g_file_read" "g_input_stream_read"
    g_object_unref(in);
    return TRUE;
}

static gboolean matched_good(GFile *file, GCancellable *cancellable)
{
    GError *error = NULL;
    GFileInputStream *in = g_file_read(file, NULL, &error);
    char buffer[10];
    if (!in)
        return FALSE; // ok: NS302
    gssize n = g_input_stream_read(G_INPUT_STREAM(in), buffer, sizeof buffer, cancellable, &error);
    g_object_unref(in);
    if (n < 0 && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return FALSE; // ok: NS302
    return TRUE;
}

/* The error says which way out is taken. */
struct session {
    GCancellable *cancellable;
    GError *error;
};

static gboolean load(struct session *s, GFile *file, char **contents)
{
    return g_file_load_contents(file, s->cancellable, contents, NULL, NULL, &s->error);
}

static void by_error(GFile *file, GCancellable *cancellable)
{
    struct session s = {.cancellable = cancellable};
    char *text = g_strdup("x"), *contents = NULL;
    load(&s, file, &contents);
    if (s.error != NULL)
        return; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    if (contents)
        return; // ok: NS302
    g_free(text);
}

static void by_error_good(GFile *file, GCancellable *cancellable)
{
    struct session s = {.cancellable = cancellable};
    char *text = g_strdup("x"), *contents = NULL;
    load(&s, file, &contents);
    if (s.error != NULL) {
        g_free(text);
        return; // ok: NS302
    }
    if (contents)
        return; // ok: NS302
    g_free(text);
}

/* What g_object_ref returns is what it was given. */
static gboolean referenced(GFile *file, GCancellable *cancellable)
{
    GFile *mine = g_object_ref(file);
    char *contents = NULL;
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, NULL)) {
        g_object_unref(mine);
        return FALSE; // ok: NS302
    }
    g_free(contents);
    g_object_unref(file);
    return TRUE;
}

static gboolean referenced_bad(GFile *file, GCancellable *cancellable)
{
    GFile *mine = g_object_ref(file);
    char *contents = NULL;
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, NULL))
        return FALSE; // warning: 9 NS302 "the reference" "g_file_load_contents"
    g_free(contents);
    g_object_unref(mine);
    return TRUE;
}

/* A helper that is given no GCancellable cannot be cancelled. */
static gboolean load_with(GFile *file, GCancellable *cancellable, char **contents)
{
    return g_file_load_contents(file, cancellable, contents, NULL, NULL, NULL);
}

static gboolean without(GFile *file)
{
    char *text = g_strdup("x"), *contents = NULL;
    if (!load_with(file, NULL, &contents))
        return FALSE; // ok: NS302
    g_free(contents);
    g_free(text);
    return TRUE;
}

static gboolean with(GFile *file, GCancellable *cancellable)
{
    char *text = g_strdup("x"), *contents = NULL;
    if (!load_with(file, cancellable, &contents))
        return FALSE; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    g_free(contents);
    g_free(text);
    return TRUE;
}

/* GTask's thread function: the result goes to the task. */
static void work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    GFile *file = source;
    char *copy = g_strdup(data), *contents = NULL;
    GError *error = NULL;
    if (!g_file_load_contents(file, cancellable, &contents, NULL, NULL, &error)) {
        g_task_return_error(task, error);
        return; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    }
    g_free(copy);
    g_task_return_pointer(task, contents, g_free);
}

int main(void)
{
    GFile *file = g_file_new_for_path("x");
    GCancellable *c = g_cancellable_new();
    g_cancellable_cancel(c);
    gboolean ok = bad(file, c) && good(file, c) && not_cancellable(file) && automatic(file, c) && matched(file, c) &&
                  matched_good(file, c) && referenced(file, c) && referenced_bad(file, c) && without(file) &&
                  with(file, c);
    by_error(file, c);
    by_error_good(file, c);
    GTask *task = g_task_new(file, c, NULL, NULL);
    g_task_run_in_thread(task, work);
    g_object_unref(task);
    g_object_unref(c);
    g_object_unref(file);
    return !ok;
}

/* Nine errors of nine operations. */
static void load_nine(GFile *f, GCancellable *c, char **to, GError **e1, GError **e2, GError **e3, GError **e4, GError **e5,
                      GError **e6, GError **e7, GError **e8, GError **e9)
{
    g_file_load_contents(f, NULL, to, NULL, NULL, e1);
    g_file_load_contents(f, c, to, NULL, NULL, e2);
    g_file_load_contents(f, c, to, NULL, NULL, e3);
    g_file_load_contents(f, c, to, NULL, NULL, e4);
    g_file_load_contents(f, c, to, NULL, NULL, e5);
    g_file_load_contents(f, c, to, NULL, NULL, e6);
    g_file_load_contents(f, c, to, NULL, NULL, e7);
    g_file_load_contents(f, c, to, NULL, NULL, e8);
    g_file_load_contents(f, c, to, NULL, NULL, e9);
}

static void load_ten(GFile *f, GCancellable *c, char **to, GError **e0, GError **e1, GError **e2, GError **e3, GError **e4,
                     GError **e5, GError **e6, GError **e7, GError **e8, GError **e9)
{
    load_nine(f, c, to, e0, e1, e2, e3, e4, e5, e6, e7, e8);
    g_file_load_contents(f, c, to, NULL, NULL, e9);
}

static void by_last_error(GFile *file, GCancellable *cancellable)
{
    GError *e[10] = {NULL}, *last = NULL;
    char *text = g_strdup("x"), *contents = NULL;
    load_ten(file, cancellable, &contents, &e[0], &e[1], &e[2], &e[3], &e[4], &e[5], &e[6], &e[7], &e[8], &last);
    if (last != NULL)
        return; // warning: 9 NS302 "g_strdup" "g_file_load_contents"
    g_free(text);
}

static void by_last_error_good(GFile *file, GCancellable *cancellable)
{
    GError *e[10] = {NULL}, *last = NULL;
    char *text = g_strdup("x"), *contents = NULL;
    load_ten(file, cancellable, &contents, &e[0], &e[1], &e[2], &e[3], &e[4], &e[5], &e[6], &e[7], &e[8], &last);
    g_free(text);
    if (last != NULL)
        return; // ok: NS302
    g_free(contents);
}
