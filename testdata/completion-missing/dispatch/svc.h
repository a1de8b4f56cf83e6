#ifndef SVC_H
#define SVC_H
#include <gio/gio.h>
typedef struct Svc { int busy, users; GDBusMethodInvocation *pending; } Svc;
GVariant *svc_reply(int n);
void svc_stop(Svc *s, GDBusMethodInvocation *invocation);
void svc_start(Svc *s, GDBusMethodInvocation *invocation);
void svc_reset(Svc *s, GDBusMethodInvocation *invocation);
void svc_wait(Svc *s, GDBusMethodInvocation *invocation);
gboolean svc_check(Svc *s, GDBusMethodInvocation *invocation);
#endif
