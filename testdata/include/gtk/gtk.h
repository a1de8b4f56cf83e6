/* Excerpt of GTK 4.8.3, gtk/gtklabel.h (LGPL-2.1-or-later). */
#ifndef __GTK_H__
#define __GTK_H__

#include <glib.h>

typedef struct _GtkLabel GtkLabel;
void gtk_label_set_text(GtkLabel *self, const char *str);

#endif
