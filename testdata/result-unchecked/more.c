// args: --enable NS307
/* tevent, sd-bus, libdbus; callbacks of libuv that are no last argument. */
#include <dbus/dbus.h>
#include <stddef.h>
#include <stdio.h>
#include <systemd/sd-bus.h>
#include <tevent.h>
#include <uv.h>

static void woken(struct tevent_req *subreq) // warning: 13 NS307 "tevent_req_set_callback"
{
    (void)subreq;
}

static void woken_good(struct tevent_req *subreq) // ok: NS307
{
    if (!tevent_wakeup_recv(subreq))
        puts("no");
}

static void answered(DBusPendingCall *pending, void *data) // warning: 13 NS307 "dbus_pending_call_set_notify"
{
    (void)pending;
    puts(data);
}

static void answered_good(DBusPendingCall *pending, void *data) // ok: NS307
{
    *(DBusMessage **)data = dbus_pending_call_steal_reply(pending);
}

static void resolved(uv_getaddrinfo_t *req, int status, struct addrinfo *res) // warning: 13 NS307 "uv_getaddrinfo"
{
    *(struct addrinfo **)req->data = res;
}

static void resolved_good(uv_getaddrinfo_t *req, int status, struct addrinfo *res) // ok: NS307
{
    if (status == 0)
        *(struct addrinfo **)req->data = res;
}

void start(struct tevent_req *r, DBusPendingCall *p, uv_loop_t *l, uv_getaddrinfo_t *g);
void start(struct tevent_req *r, DBusPendingCall *p, uv_loop_t *l, uv_getaddrinfo_t *g)
{
    tevent_req_set_callback(r, woken, NULL);
    tevent_req_set_callback(r, woken_good, NULL);
    dbus_pending_call_set_notify(p, answered, "a", NULL);
    dbus_pending_call_set_notify(p, answered_good, &p, NULL);
    uv_getaddrinfo(l, g, resolved, "a", "b", NULL);
    uv_getaddrinfo(l, g, resolved_good, "a", "b", NULL);
}
