/* A channel of a descriptor is watched: the callback reads the descriptor, which the program keeps beside the channel. */
#include <glib.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
    int fd, other;
    GIOChannel *channel;
};

static char buf[64];

static gboolean on_data(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    struct peer *p = data;
    (void)channel;
    if (condition & G_IO_HUP)
        return FALSE;
    recv(p->fd, buf, 4, 0);          // ok: NS102
    recv(p->fd, buf, sizeof buf, 0); // error: 5 NS102 "recv"
    return TRUE;
}

static gboolean on_other(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    struct peer *p = data;
    (void)channel;
    (void)condition;
    recv(p->other, buf, sizeof buf, 0); // error: 5 NS102 "recv"
    return TRUE;
}

/* Called when there is room. */
static gboolean on_room(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    struct peer *p = data;
    (void)channel;
    (void)condition;
    recv(p->fd, buf, sizeof buf, 0); // error: 5 NS102 "recv"
    return TRUE;
}

static gboolean on_kept(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    struct peer *p = data;
    (void)channel;
    (void)condition;
    recv(p->fd, buf, sizeof buf, 0); // ok: NS102
    return TRUE;
}

static struct peer *new_peer(void)
{
    struct peer *p = calloc(1, sizeof(struct peer));
    p->fd = socket(AF_INET, SOCK_STREAM, 0);
    p->other = socket(AF_INET, SOCK_STREAM, 0);
    return p;
}

int main(void)
{
    struct peer *a = new_peer(), *b = new_peer(), *c = new_peer(), *d = new_peer();
    GIOChannel *channel = g_io_channel_unix_new(a->fd);
    g_io_add_watch(channel, G_IO_IN | G_IO_HUP, on_data, a);
    g_io_add_watch(g_io_channel_unix_new(b->fd), G_IO_IN, on_other, b);
    g_io_add_watch(g_io_channel_unix_new(c->fd), G_IO_OUT, on_room, c);
    d->channel = g_io_channel_unix_new(d->fd);
    g_io_add_watch_full(d->channel, -100, G_IO_IN, on_kept, d, NULL);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
