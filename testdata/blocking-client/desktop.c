/* Clients of the desktop and of databases that wait for an answer, or decode a file. */
#include <colord.h>
#include <dbi/dbi.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib.h>
#include <xcb/xcb.h>
#include <xcb/xcb_aux.h>

struct desk {
    CdClient *colours;
    dbi_conn db;
    dbi_result rows;
    GdkPixbuf *image;
    xcb_connection_t *x;
};

static void on_connected(GObject *source, GAsyncResult *result, gpointer data)
{
    (void)source, (void)result, (void)data;
}

static gboolean on_timeout(gpointer data)
{
    struct desk *d = data;
    cd_client_connect_sync(d->colours, NULL, NULL); // error: 5 NS107 "without _sync"
    dbi_conn_query(d->db, "select 1");              // error: 5 NS107 "g_task_run_in_thread"
    d->image = gdk_pixbuf_new_from_file_at_size("a.png", 8, 8, NULL); // warning: 16 NS106 "gdk_pixbuf_new_from_stream_async"
    xcb_aux_sync(d->x);                             // error: 5 NS107 "xcb_aux_sync"
    return TRUE;
}

static gboolean on_timeout_good(gpointer data)
{
    struct desk *d = data;
    cd_client_connect(d->colours, NULL, on_connected, d); // ok: NS107
    dbi_result_next_row(d->rows);                         // ok: NS107
    d->image = gdk_pixbuf_copy(d->image);                 // ok: NS106
    return xcb_poll_for_event(d->x) != NULL;              // ok: NS107
}

void start(struct desk *d);

void start(struct desk *d)
{
    g_timeout_add(10, on_timeout, d);
    g_timeout_add(10, on_timeout_good, d);
}
