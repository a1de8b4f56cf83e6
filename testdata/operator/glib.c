/* Signals in GLib's main loop. */
#include <glib-unix.h>
#include <glib.h>
#include <stdlib.h>

static gboolean on_hup(gpointer data)
{
    (void)data;
    system("reload"); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler at glib.c:6"
    return G_SOURCE_CONTINUE;
}

static gboolean on_usr2(gpointer data)
{
    (void)data;
    system("debug"); // warning: 5 NS104 "system" related: "only on SIGUSR2"
    return G_SOURCE_CONTINUE;
}

static gboolean on_int(gpointer data)
{
    (void)data;
    system("end"); // error: 5 NS104 "system"
    return G_SOURCE_REMOVE;
}

static gboolean reload_later(gpointer data)
{
    (void)data;
    system("reload"); // warning: 5 NS104 "system" related: "only on reload: from the SIGHUP handler at glib.c:42"
    return G_SOURCE_REMOVE;
}

/* Registered at the start as well. */
static gboolean look(gpointer data)
{
    (void)data;
    system("look"); // error: 5 NS104 "system"
    return G_SOURCE_REMOVE;
}

static gboolean on_second_hup(gpointer data)
{
    g_timeout_add(100, reload_later, data);
    g_timeout_add(100, look, data);
    return G_SOURCE_CONTINUE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    g_unix_signal_add(SIGHUP, on_hup, NULL);
    g_unix_signal_add(SIGHUP, on_second_hup, NULL);
    g_unix_signal_add_full(0, SIGUSR2, on_usr2, NULL, NULL);
    g_unix_signal_add(SIGINT, on_int, NULL);
    g_timeout_add(100, look, NULL);
    g_main_loop_run(loop);
    return 0;
}
