/* How bad it is, the framework says: discouraged in GLib, supported in libev. */
#include <ev.h>
#include <glib.h>

static gboolean on_idle(gpointer data)
{
    g_main_loop_run(data); // warning: 5 NS204 "g_main_loop_run"
    return G_SOURCE_REMOVE;
}

static gboolean on_idle_good(gpointer data)
{
    g_main_loop_quit(data); // ok: NS204
    return G_SOURCE_REMOVE;
}

static void on_io(struct ev_loop *loop, ev_io *w, int revents)
{
    (void)w, (void)revents;
    ev_run(loop, 0); // note: 5 NS204 "ev_run"
}

void start(GMainLoop *main_loop, struct ev_loop *loop, ev_io *w)
{
    g_idle_add(on_idle, main_loop);
    g_idle_add(on_idle_good, main_loop);
    ev_io_init(w, on_io, 0, EV_READ);
    ev_io_start(loop, w);
}
