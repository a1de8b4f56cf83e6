/* Second answers: the return that is missing behind an error, a helper that has answered, a label that answers again. */
#include <gio/gio.h>
#include <tevent.h>

struct state {
    struct tevent_context *ev;
    int left;
    int rc;
};

static int check_access(GDBusMethodInvocation *invocation, int uid)
{
    if (uid == 0)
        return 1;
    g_dbus_method_invocation_return_dbus_error(invocation, "org.x.AccessDenied", "no");
    return 0;
}

GVariant *reply_of(int n);
int parse(GVariant *parameters, int *uid);

static void on_bad(GDBusConnection *connection, const gchar *sender, const gchar *path, const gchar *iface,
                   const gchar *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
    int uid = -1;
    (void)connection;
    (void)sender;
    (void)path;
    (void)iface;
    (void)method;
    (void)data;
    if (parse(parameters, &uid) < 0)
        g_dbus_method_invocation_return_dbus_error(invocation, "org.x.Invalid", "args");
    if (!check_access(invocation, uid)) // error: 10 NS209
        return;
    g_dbus_method_invocation_return_value(invocation, reply_of(uid)); // error: 5 NS209
}

static void on_good(GDBusConnection *connection, const gchar *sender, const gchar *path, const gchar *iface,
                    const gchar *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
    int uid = -1;
    (void)connection;
    (void)sender;
    (void)path;
    (void)iface;
    (void)method;
    (void)data;
    if (parse(parameters, &uid) < 0) {
        g_dbus_method_invocation_return_dbus_error(invocation, "org.x.Invalid", "args");
        return;
    }
    if (!check_access(invocation, uid)) // ok: NS209
        return;
    g_dbus_method_invocation_return_value(invocation, reply_of(uid)); // ok: NS209
}

const GDBusInterfaceVTable vtables[] = {{.method_call = on_bad}, {.method_call = on_good}};

static void step_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    bool ok = tevent_wakeup_recv(subreq);
    if (!ok)
        tevent_req_error(req, 5);
    tevent_req_done(req); // error: 5 NS209 "tevent_req"
}

static void step_done_well(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    bool ok = tevent_wakeup_recv(subreq);
    if (!ok) {
        tevent_req_error(req, 5);
        return;
    }
    tevent_req_done(req); // ok: NS209
}

struct tevent_req *step_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev, int well);
struct tevent_req *step_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev, int well)
{
    struct state *state = NULL;
    struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct state), *subreq;
    if (req == NULL)
        return NULL;
    subreq = tevent_wakeup_send(state, ev, tevent_timeval_current_ofs(1, 0));
    if (tevent_req_nomem(subreq, req))
        return tevent_req_post(req, ev); // ok: NS209
    tevent_req_set_callback(subreq, well ? step_done_well : step_done, req);
    return req;
}

/* The worker of a task: the label that cleans up answers, too. */
typedef struct {
    int fd;
} Probe;

int probe_open(Probe *p);
int probe_read(Probe *p, int *n);
void probe_close(Probe *p);
GError *probe_error(void);

static void probe_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    Probe *p = data;
    int n = 0;
    (void)source;
    (void)cancellable;
    if (probe_open(p) < 0) {
        g_task_return_error(task, probe_error());
        goto out;
    }
    if (probe_read(p, &n) < 0) {
        g_task_return_error(task, probe_error());
        goto out_close;
    }
out_close:
    probe_close(p);
out:
    g_task_return_boolean(task, n > 0); // error: 5 NS209 "GTask"
}

static void probe_thread_well(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    Probe *p = data;
    int n = 0;
    (void)source;
    (void)cancellable;
    if (probe_open(p) < 0) {
        g_task_return_error(task, probe_error());
        return;
    }
    if (probe_read(p, &n) < 0) {
        g_task_return_error(task, probe_error());
        goto out_close;
    }
    g_task_return_boolean(task, n > 0); // ok: NS209
out_close:
    probe_close(p);
}

void probe_async(Probe *p, int well, GAsyncReadyCallback callback, gpointer data);
void probe_async(Probe *p, int well, GAsyncReadyCallback callback, gpointer data)
{
    GTask *task = g_task_new(NULL, NULL, callback, data);
    g_task_set_task_data(task, p, NULL);
    g_task_run_in_thread(task, well ? probe_thread_well : probe_thread);
    g_object_unref(task);
}
