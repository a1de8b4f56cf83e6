/* Excerpt of GLib 2.74, glib/glib-unix.h (LGPL 2.1+). */
#ifndef __G_UNIX_H__
#define __G_UNIX_H__

#include <glib.h>
#include <signal.h>

guint g_unix_signal_add(gint signum, GSourceFunc handler, gpointer user_data);
guint g_unix_signal_add_full(gint priority, gint signum, GSourceFunc handler, gpointer user_data,
                             GDestroyNotify notify);

typedef gboolean (*GUnixFDSourceFunc)(gint fd, GIOCondition condition, gpointer user_data);
guint g_unix_fd_add(gint fd, GIOCondition condition, GUnixFDSourceFunc function, gpointer user_data);

#endif
