// args: --disable NS205
/* A task that several callbacks have, and callbacks that are called again. */
#include <gio/gio.h>
#include <stdlib.h>

struct wait {
    gulong handler;
    guint timer;
    int state;
};

/* A signal's handler: it waits for the next one. */
static void on_state(GObject *object, GParamSpec *spec, GTask *task)
{
    struct wait *w = g_task_get_task_data(task);
    (void)object, (void)spec;
    if (w->state != 3)
        return; // ok: NS208
    g_task_return_boolean(task, TRUE);
}

void wait_for_state(GObject *object, GAsyncReadyCallback cb);
void wait_for_state(GObject *object, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(object, NULL, cb, NULL);
    g_signal_connect(object, "notify::state", G_CALLBACK(on_state), task);
} // ok: NS208

/* A source that goes on as long as it returns true. */
static gboolean on_tick(gpointer data)
{
    GTask *task = data;
    struct wait *w = g_task_get_task_data(task);
    if (w->state == 1)
        return TRUE; // ok: NS208
    if (w->state == 2)
        return FALSE; // warning: 9 NS208 "'on_tick' leaves its 'GTask'"
    g_task_return_boolean(task, TRUE);
    return FALSE;
}

void tick(GObject *object, GAsyncReadyCallback cb);
void tick(GObject *object, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(object, NULL, cb, NULL);
    g_timeout_add(100, on_tick, task);
} // ok: NS208

/* The timer only makes the process end; who waits for it completes the task. */
static gboolean on_timeout(GTask *task)
{
    struct wait *w = g_task_get_task_data(task);
    w->timer = 0;
    return FALSE; // ok: NS208
}

static void on_ended(GObject *process, GAsyncResult *res, gpointer data)
{
    GTask *task = data;
    g_task_return_boolean(task, g_subprocess_wait_finish((GSubprocess *)process, res, NULL));
}

void run(GSubprocess *process, GAsyncReadyCallback cb);
void run(GSubprocess *process, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(process, NULL, cb, NULL);
    g_timeout_add(100, (GSourceFunc)on_timeout, task);
    g_subprocess_wait_async(process, NULL, on_ended, task);
} // ok: NS208

/* One or the other gets it, and each has it alone. */
static gboolean on_alone(GTask *task)
{
    struct wait *w = g_task_get_task_data(task);
    w->timer = 0;
    return FALSE; // warning: 5 NS208 "'on_alone' leaves its 'GTask'"
}

void run_or_wait(GSubprocess *process, int now, GAsyncReadyCallback cb);
void run_or_wait(GSubprocess *process, int now, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(process, NULL, cb, NULL);
    if (now)
        g_timeout_add(100, (GSourceFunc)on_alone, task);
    else
        g_subprocess_wait_async(process, NULL, on_ended, task);
} // ok: NS208

/* Another task in each round: none of them has two callbacks. */
static gboolean on_one_of_many(GTask *task)
{
    struct wait *w = g_task_get_task_data(task);
    w->timer = 0;
    return FALSE; // warning: 5 NS208 "'on_one_of_many' leaves its 'GTask'"
}

void run_or_wait_for_all(GSubprocess **all, int len, int now, GAsyncReadyCallback cb);
void run_or_wait_for_all(GSubprocess **all, int len, int now, GAsyncReadyCallback cb)
{
    for (int i = 0; i < len; i++) {
        GTask *task = g_task_new(all[i], NULL, cb, NULL);
        if (i < now)
            g_timeout_add(100, (GSourceFunc)on_one_of_many, task);
        else
            g_subprocess_wait_async(all[i], NULL, on_ended, task);
    }
} // ok: NS208

/* Each has both. */
static gboolean on_timeout_of_many(GTask *task)
{
    struct wait *w = g_task_get_task_data(task);
    w->timer = 0;
    return FALSE; // ok: NS208
}

void run_all(GSubprocess **all, int len, GAsyncReadyCallback cb);
void run_all(GSubprocess **all, int len, GAsyncReadyCallback cb)
{
    for (int i = 0; i < len; i++) {
        GTask *task = g_task_new(all[i], NULL, cb, NULL);
        g_timeout_add(100, (GSourceFunc)on_timeout_of_many, task);
        if (all[i])
            g_subprocess_wait_async(all[i], NULL, on_ended, task);
    }
} // ok: NS208

/* All rounds have one task. */
static gboolean on_first_round(GTask *task)
{
    struct wait *w = g_task_get_task_data(task);
    w->timer = 0;
    return FALSE; // ok: NS208
}

void run_in_rounds(GSubprocess **all, int len, GAsyncReadyCallback cb);
void run_in_rounds(GSubprocess **all, int len, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(all[0], NULL, cb, NULL);
    int i = 0;
    do
        if (i == 0)
            g_timeout_add(100, (GSourceFunc)on_first_round, task);
        else
            g_subprocess_wait_async(all[i], NULL, on_ended, task);
    while (++i < len);
} // ok: NS208

/* What it asks says that it is completed. */
static void on_ready(GObject *object, GAsyncResult *res, gpointer data)
{
    GTask *task = data;
    (void)object, (void)res;
    if (g_task_get_completed(task)) {
        g_object_unref(task);
        return; // ok: NS208
    }
    g_task_return_boolean(task, TRUE);
}

static void on_ready_the_other_way_round(GObject *object, GAsyncResult *res, gpointer data)
{
    GTask *task = data;
    (void)object, (void)res;
    if (!g_task_get_completed(task))
        return; // warning: 9 NS208
}

void ask(GFile *f, GAsyncReadyCallback cb);
void ask(GFile *f, GAsyncReadyCallback cb)
{
    GTask *a = g_task_new(f, NULL, cb, NULL), *b = g_task_new(f, NULL, cb, NULL);
    g_file_load_contents_async(f, NULL, on_ready, a);
    g_file_load_contents_async(f, NULL, on_ready_the_other_way_round, b);
} // ok: NS208

/* Kept where there is one. */
struct common {
    GTask *task;
};

static struct common *common_new(GTask *task)
{
    struct common *c = malloc(sizeof *c);
    c->task = task ? g_object_ref(task) : NULL;
    return c;
}

void keep(GFile *f, GAsyncReadyCallback cb, void (*go_on)(struct common *));
void keep(GFile *f, GAsyncReadyCallback cb, void (*go_on)(struct common *))
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    go_on(common_new(task));
    g_object_unref(task);
} // ok: NS208

/* A helper that says by an error that it has not started. */
static int start(GTask *task, int can, GError **error)
{
    if (!can) {
        *error = g_error_new_literal(0, 0, "no");
        return 0;
    }
    g_task_return_boolean(task, TRUE);
    return 1;
}

void start_it(GFile *f, int can, GAsyncReadyCallback cb);
void start_it(GFile *f, int can, GAsyncReadyCallback cb)
{
    GError *error = NULL;
    GTask *task = g_task_new(f, NULL, cb, NULL);
    start(task, can, &error);
    if (error)
        g_task_return_error(task, error);
} // ok: NS208

/* An error is made, or what it says is not said at all. */
void start_or_say(GFile *f, int can, GAsyncReadyCallback cb);
void start_or_say(GFile *f, int can, GAsyncReadyCallback cb)
{
    GError *error = NULL;
    GTask *task = g_task_new(f, NULL, cb, NULL);
    if (can > 1)
        start(task, can, &error);
    else
        error = g_error_new_literal(0, 0, "no");
    if (error)
        g_task_return_error(task, error);
} // ok: NS208

void start_it_and_forget(GFile *f, int can, GAsyncReadyCallback cb);
void start_it_and_forget(GFile *f, int can, GAsyncReadyCallback cb)
{
    GError *error = NULL;
    GTask *task = g_task_new(f, NULL, cb, NULL);
    start(task, can, &error);
} // warning: 1 NS208
