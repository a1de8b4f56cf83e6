/* libnice: what is received is delivered in the main context. */
#include <nice/agent.h>
#include <unistd.h>

static void on_received(NiceAgent *agent, guint stream, guint component, guint len, gchar *buf, gpointer data)
{
    (void)agent, (void)stream, (void)component, (void)len, (void)buf, (void)data;
    pause(); // error: 5 NS101 related: "nice_agent_attach_recv"
}

static void on_received_good(NiceAgent *agent, guint stream, guint component, guint len, gchar *buf, gpointer data)
{
    (void)data;
    nice_agent_send(agent, stream, component, len, buf); // ok: NS101
}

void start(NiceAgent *agent, GMainContext *context);

void start(NiceAgent *agent, GMainContext *context)
{
    nice_agent_attach_recv(agent, 1, 1, context, on_received, NULL);
    nice_agent_attach_recv(agent, 1, 2, context, on_received_good, NULL);
}
