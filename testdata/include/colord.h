/* Excerpt of colord 1.4.6, colord/cd-client.h and colord/cd-client-sync.h (LGPL-2.1+). */
#ifndef COLORD_H
#define COLORD_H

#include <gio/gio.h>

typedef struct _CdClient CdClient;

gboolean cd_client_connect_sync(CdClient *client, GCancellable *cancellable, GError **error);
void cd_client_connect(CdClient *client, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data);

#endif
