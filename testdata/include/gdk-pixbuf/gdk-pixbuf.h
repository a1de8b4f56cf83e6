/* Excerpt of gdk-pixbuf 2.42.10, gdk-pixbuf-core.h (LGPL-2.1+). */
#ifndef GDK_PIXBUF_H
#define GDK_PIXBUF_H

#include <glib.h>

typedef struct _GdkPixbuf GdkPixbuf;

GdkPixbuf *gdk_pixbuf_new_from_file_at_size(const char *filename, int width, int height, GError **error);
GdkPixbuf *gdk_pixbuf_copy(const GdkPixbuf *pixbuf);

#endif
