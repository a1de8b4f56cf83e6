#include <ev.h>
#include <gtk/gtk.h>
#include <pthread.h>
#include <stddef.h>

static ev_timer timer;
static ev_async *done;
static GtkLabel *label;

static gboolean show(gpointer data)
{
    gtk_label_set_text(label, data); // ok: NS601
    return G_SOURCE_REMOVE;
}

static gpointer compute(gpointer data)
{
    gtk_label_set_text(label, "done"); // warning: 5 NS601 "gtk_label_set_text"
    g_idle_add(show, data);            // ok: NS601
    return NULL;
}

static void *worker(void *arg)
{
    struct ev_loop *loop = arg;
    ev_timer_start(loop, &timer); // warning: 5 NS601 "ev_timer_start"
    ev_async_send(loop, done);    // ok: NS601
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct ev_loop *loop = ev_default_loop(0);
    pthread_create(&t, NULL, worker, loop);
    g_thread_new("compute", compute, NULL);
    return ev_run(loop, 0);
}
