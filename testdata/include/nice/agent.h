/* Excerpt of libnice 0.1.21, agent/agent.h (LGPL-2.1 or MPL-1.1). */
#ifndef NICE_AGENT_H
#define NICE_AGENT_H

#include <glib.h>

typedef struct _NiceAgent NiceAgent;
typedef void (*NiceAgentRecvFunc)(NiceAgent *agent, guint stream_id, guint component_id, guint len, gchar *buf,
                                  gpointer user_data);

gboolean nice_agent_attach_recv(NiceAgent *agent, guint stream_id, guint component_id, GMainContext *ctx,
                                NiceAgentRecvFunc func, gpointer data);
gint nice_agent_send(NiceAgent *agent, guint stream_id, guint component_id, guint len, const gchar *buf);

#endif
