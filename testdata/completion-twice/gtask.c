// args: --disable NS205
#include <gio/gio.h>

static void fail(GTask *task)
{
    g_task_return_error(task, NULL);
}

void start(GFile *f, GAsyncReadyCallback cb, int n);
void start(GFile *f, GAsyncReadyCallback cb, int n)
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    if (n > 3)
        fail(task);
    g_task_return_boolean(task, TRUE); // error: 5 NS209 "the 'GTask' of 'start' is completed a second time" related: "it is completed here"
}

void right(GFile *f, GAsyncReadyCallback cb, int n);
void right(GFile *f, GAsyncReadyCallback cb, int n)
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    if (n > 3) {
        fail(task);
        return;
    }
    g_task_return_boolean(task, TRUE); // ok: NS209
}

void cancelled(GFile *f, GAsyncReadyCallback cb);
void cancelled(GFile *f, GAsyncReadyCallback cb)
{
    GTask *task = g_task_new(f, NULL, cb, NULL);
    if (g_task_return_error_if_cancelled(task))
        return;
    g_task_return_boolean(task, TRUE); // ok: NS209
}
